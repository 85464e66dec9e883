package io.sluice.process.execution;

/** Why an execution was told to stop. */
enum CancelReason {
  DEADLINE,
  USER,
  FENCED,
  SHUTDOWN;

  /** As the link and the dossier name it. */
  String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
