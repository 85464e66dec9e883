package io.sluice.process.execution;

/** Reason for telling an execution to stop. */
enum CancelReason {
  DEADLINE,
  USER,
  FENCED,
  SHUTDOWN,
  /**
   * The process received a signal to exit that neither its worker nor the owner of the execution
   * requested.
   */
  TERMINATED,
  /** It has more threads than allowed. */
  THREADS;

  /** Returns the name in the link and in the dossier. */
  String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
