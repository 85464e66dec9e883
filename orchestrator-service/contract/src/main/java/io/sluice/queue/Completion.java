package io.sluice.queue;

/**
 * What a worker has to say about an attempt and keeps until the recorder has confirmed it.
 *
 * @param kind RESULT, STUCK or SUSPECT with an {@link OutcomeEvent}, GONE with a {@link GoneEvent}
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
