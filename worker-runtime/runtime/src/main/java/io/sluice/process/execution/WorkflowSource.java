package io.sluice.process.execution;

import io.sluice.process.bundle.LoadedWorkflow;

/** Finds the workflow of an execution. Called by the thread of the execution, which may block. */
@FunctionalInterface
interface WorkflowSource {
  LoadedWorkflow find() throws Throwable;
}
