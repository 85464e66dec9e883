package io.sluice.orchestrator.fleet;

/** Why a process that takes work should give way. */
public enum ReplaceReason {
  /** An execution ignored its cancel ladder: its slot is lost. */
  STUCK,
  /** An error, a leak or a passed limit has left the process unfit for new work. */
  WORN_OUT,
  /** It has not spoken for a while, perhaps only because of a long collection. */
  SILENT,
  /** An administrator ordered it. */
  RECYCLE,
  /** It has run as many executions as a process of its model may. */
  EXECUTIONS,
  /** It is older than a process may get. */
  AGE,
  /** Nothing wanted it for a while, and more are here than must be. */
  IDLE
}
