package io.sluice.orchestrator.fleet;

/**
 * Reason of this worker for killing a process.
 *
 * @param sentence for the executions in it
 */
public record KillReason(Kind kind, String sentence) {
  /** Kind of reason; the constants are tags of a metric. */
  public enum Kind {
    /** An administrator ordered it. */
    ORDERED,
    /** It did not exit when told to. */
    DISOBEYED,
    /** It sent no message for too long: its executions are suspected, and it is examined before. */
    SILENT
  }

  public static final KillReason SILENT =
      new KillReason(Kind.SILENT, "It was killed because it did not respond for too long.");
  public static final KillReason DISOBEYED =
      new KillReason(Kind.DISOBEYED, "It was killed after it ignored its order to exit.");

  /** Returns the reason of a command of an administrator. */
  public static KillReason ordered(String sentence) {
    return new KillReason(Kind.ORDERED, sentence);
  }
}
