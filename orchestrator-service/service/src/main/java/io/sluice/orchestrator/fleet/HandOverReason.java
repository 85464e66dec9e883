package io.sluice.orchestrator.fleet;

/** Why the ACTIVE process should give way to a fresh one. */
public enum HandOverReason {
  /** An execution ignored its cancel ladder: its slot is lost. */
  STUCK,
  /** An error or a leak has left the process unfit for new work. */
  WORN_OUT,
  /** It has not spoken for a while, perhaps only because of a long collection. */
  SILENT,
  /** An administrator ordered it. */
  RECYCLE
}
