package io.sluice.queue;

import java.util.Locale;

/** Kinds of {@link QueueEvent}. */
public enum EventKind {
  /** An attempt runs; payload {@link StartedEvent}. */
  STARTED,
  /** An attempt ended by itself; payload {@link OutcomeEvent}. */
  RESULT,
  /** An attempt ignored the whole cancel ladder; payload {@link OutcomeEvent} with dossier. */
  STUCK,
  /**
   * Its process died by its doing, because nobody else was in it: costs a retry, not a loss;
   * payload {@link OutcomeEvent} with crash report (supervision, section 9).
   */
  CONVICTED,
  /**
   * Its process died and it may have been its doing: costs a loss, and it is tried again alone;
   * payload {@link OutcomeEvent} with crash report.
   */
  SUSPECT,
  /**
   * Its process was killed, and nothing tells by whom: costs a loss, and who had been lost before
   * is tried alone; payload {@link OutcomeEvent} with crash report.
   */
  KILLED,
  /**
   * Its process or its lease was taken away and nobody who ran there did it: costs a loss; payload
   * {@link OutcomeEvent}.
   */
  BLAMELESS,
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

  /**
   * Reads a name in the stream.
   *
   * @throws UnknownEventKind when a newer version wrote it
   */
  static EventKind ofWire(String wire) {
    for (EventKind kind : values()) {
      if (kind.wire().equals(wire)) {
        return kind;
      }
    }
    throw new UnknownEventKind(wire);
  }
}
