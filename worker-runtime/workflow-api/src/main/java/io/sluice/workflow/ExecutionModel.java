package io.sluice.workflow;

/** Execution model of a workflow: the way in which its executions share processes. */
public enum ExecutionModel {
  /** The default of the worker. */
  WORKER_DEFAULT,
  /** A slot of a shared, recyclable process. */
  THREAD,
  /** A warm process with one slot. */
  PROCESS,
  /** A fresh process for each execution. */
  ISOLATED
}
