package io.sluice.workflow;

/** Where executions of a workflow run (architecture, section 4). */
public enum ExecutionModel {
  /** Whatever the worker runs by default. */
  WORKER_DEFAULT,
  /** A slot of a shared, recyclable process. */
  THREAD,
  /** A warm process with one slot. */
  PROCESS,
  /** A fresh process for each execution. */
  ISOLATED
}
