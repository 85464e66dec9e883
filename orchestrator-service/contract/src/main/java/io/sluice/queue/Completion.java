package io.sluice.queue;

/**
 * Report of a worker about an attempt, kept until the recorder has confirmed it.
 *
 * @param kind GONE with a {@link GoneEvent}; RESULT, STUCK, CONVICTED, SUSPECT, KILLED or BLAMELESS
 *     with an {@link OutcomeEvent}
 */
public record Completion(Attempt attempt, EventKind kind, Payload payload) {

  /** Payload of the event. */
  public sealed interface Payload permits OutcomeEvent, GoneEvent {}

  /**
   * Returns the outcome.
   *
   * @throws ClassCastException if it reports the end of a process
   */
  public OutcomeEvent outcome() {
    return (OutcomeEvent) payload;
  }

  /**
   * A completion that Redis has taken and the recorder has not confirmed.
   *
   * @param entry the last {@link QueueAnswers.CompleteAnswer#entry}
   */
  public record Sent(Completion completion, String entry) {}
}
