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
  /**
   * An attempt asks PostgreSQL for its start permit; payload {@link StartedEvent} (queue protocol,
   * section 10).
   */
  ASKED,
  /** The process that held a stuck attempt is gone; payload {@link GoneEvent}. */
  GONE,
  /** It met a closed door of the blacklist. */
  BLOCKED,
  /** Its worker fell silent and its losses in this epoch are spent. */
  LOST;

  /** The name in the stream. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  static EventKind ofWire(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
