package io.sluice.queue;

import java.util.Locale;

/** Kinds of {@link QueueEvent}. */
public enum EventKind {
  /** An attempt runs; payload {@link StartedEvent}. */
  STARTED,
  /** An attempt ended by itself or by its own fault; payload {@link OutcomeEvent}. */
  RESULT,
  /** An attempt ignored the whole cancel ladder; payload {@link OutcomeEvent} with dossier. */
  STUCK,
  /**
   * Its process died and it was not convicted: costs a loss, not a retry; payload {@link
   * OutcomeEvent}.
   */
  SUSPECT,
  /** It met a closed door of the blacklist. */
  BLOCKED,
  /** Its worker fell silent and its loss budget is spent. */
  LOST;

  /** The name in the stream. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  static EventKind ofWire(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
