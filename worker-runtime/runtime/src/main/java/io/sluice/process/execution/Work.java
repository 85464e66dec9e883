package io.sluice.process.execution;

import io.sluice.process.bundle.RunnableWorkflow;

/** Finds the workflow of an execution. Called by the thread of the execution, which may block. */
@FunctionalInterface
interface Work {
  RunnableWorkflow find() throws Throwable;
}
