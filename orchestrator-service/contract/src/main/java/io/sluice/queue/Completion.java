package io.sluice.queue;

/**
 * What a worker has to say about an attempt and keeps until the recorder has confirmed it.
 *
 * @param kind GONE with a {@link GoneEvent}; RESULT, STUCK, CONVICTED, SUSPECT, KILLED or BLAMELESS
 *     with an {@link OutcomeEvent}
 */
public record Completion(Attempt attempt, EventKind kind, Payload payload) {

  /** What the event carries. */
  public sealed interface Payload permits OutcomeEvent, GoneEvent {}

  /**
   * The outcome.
   *
   * @throws ClassCastException when it tells that a process is gone
   */
  public OutcomeEvent outcome() {
    return (OutcomeEvent) payload;
  }
}
