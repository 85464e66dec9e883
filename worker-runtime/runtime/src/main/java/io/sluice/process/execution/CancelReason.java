package io.sluice.process.execution;

/** Why an execution was told to stop. */
enum CancelReason {
  DEADLINE,
  USER,
  FENCED,
  SHUTDOWN,
  /** The process got a signal to exit, which nobody who owns the execution asked for. */
  TERMINATED,
  /** It has more threads than it may. */
  THREADS;

  /** As the link and the dossier name it. */
  String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
