package io.sluice.orchestrator.fleet;

/** Reason to replace a process that takes work. */
public enum ReplaceReason {
  /** An execution ignored its cancel ladder: its slot is lost. */
  STUCK,
  /** An error, a leak or an exceeded limit has degraded it. */
  WORN_OUT,
  /** It has sent no message for a while, perhaps only because of a long garbage collection. */
  SILENT,
  /** An administrator requested it. */
  RECYCLE,
  /** It has run the maximum of executions of its model. */
  EXECUTIONS,
  /** It has reached the maximum age. */
  AGE,
  /** It had no execution for a while, and more than the minimum exist. */
  IDLE
}
