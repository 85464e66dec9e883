package io.sluice.process.execution;

import io.sluice.process.bundle.RunnableWorkflow;

/** Finds the workflow of an execution. Called by the execution's own thread, which may block. */
@FunctionalInterface
interface Work {
  RunnableWorkflow find() throws Throwable;
}
