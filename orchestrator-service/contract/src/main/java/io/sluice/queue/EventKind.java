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
   * The process of the attempt crashed and no other execution was in it: costs a retry, not a loss;
   * payload {@link OutcomeEvent} with crash report. See docs/execution-models.md.
   */
  CONVICTED,
  /**
   * The process of the attempt crashed and it may have caused that: costs a loss, and it is tried
   * again in a process of its own; payload {@link OutcomeEvent} with crash report.
   */
  SUSPECT,
  /**
   * The process of the attempt was killed by an unknown sender: costs a loss, and an execution with
   * an earlier loss is tried again in a process of its own; payload {@link OutcomeEvent} with crash
   * report.
   */
  KILLED,
  /**
   * The process or the lease of the attempt was lost, and no execution caused that: costs a loss;
   * payload {@link OutcomeEvent}.
   */
  BLAMELESS,
  /** An attempt requests its start permit from PostgreSQL; payload {@link StartedEvent}. */
  ASKED,
  /** The process of a stuck attempt has exited; payload {@link GoneEvent}. */
  GONE,
  /** The workflow of the execution is blacklisted. */
  BLOCKED,
  /** The lease of the attempt expired and the loss budget of its epoch is spent. */
  LOST;

  /** Returns true if the attempt has ended with such an event, and has a done marker. */
  public boolean endsAttempt() {
    return switch (this) {
      case RESULT, STUCK, CONVICTED, SUSPECT, KILLED, BLAMELESS, BLOCKED, LOST -> true;
      case STARTED, ASKED, GONE -> false;
    };
  }

  /** Returns the name in the stream. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a name in the stream.
   *
   * @throws UnknownEventKind if a newer version wrote it
   */
  static EventKind ofWire(String wire) {
    for (EventKind kind : values()) {
      if (kind.wire().equals(wire)) {
        return kind;
      }
    }
    throw new UnknownEventKind(wire);
  }

  /**
   * Event in the results stream of a kind that this version does not know, because a newer worker
   * wrote it (docs/operations.md, Upgrading).
   */
  public static final class UnknownEventKind extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnknownEventKind(String kind) {
      super("the event kind " + kind + " is not known to this version");
    }
  }
}
