package io.sluice.queue;

/**
 * Asks for the last door before Execute; {@code started} is recorded when it opens.
 *
 * @param permit whether this attempt needs a permit from PostgreSQL, or has it
 */
public record StartRequest(
    Attempt attempt, String workflowId, StartedEvent started, Permit permit) {

  /** The state of the start permit (queue protocol, section 10). */
  public enum Permit {
    NONE,
    ASK,
    GRANTED;

    String wire() {
      return switch (this) {
        case NONE -> "none";
        case ASK -> "ask";
        case GRANTED -> "granted";
      };
    }
  }
}
