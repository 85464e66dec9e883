package io.sluice.queue;

/**
 * Requests to start an attempt; {@code started} is recorded on GO.
 *
 * @param permit state of its start permit
 */
public record StartRequest(
    Attempt attempt, String workflowId, StartedEvent started, Permit permit) {

  /** State of the start permit. */
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
