package io.sluice.admin.stream;

import java.time.Duration;
import java.time.Instant;

/**
 * Backpressure state of a client. At most one frame is in transit; a skipped frame is replaced by a
 * snapshot.
 *
 * @param sending true while a frame is in transit
 * @param owed true if a snapshot is due: at the start, on request, after a skipped frame
 * @param heardAt time of the last sign of life
 * @param pingedAt time of the last ping
 */
record Pace(boolean sending, boolean owed, Instant heardAt, Instant pingedAt) {

  /** Action for the client. */
  enum Step {
    NOTHING,
    SNAPSHOT,
    DELTA,
    /** The previous frame is still in transit: skip this one. */
    SKIP
  }

  /** Action and the state after it. */
  record Next(Step step, Pace pace) {}

  static Pace opened(Instant now) {
    return new Pace(false, true, now, now);
  }

  Pace asked() {
    return new Pace(sending, true, heardAt, pingedAt);
  }

  Pace heard(Instant now) {
    return new Pace(sending, owed, now, pingedAt);
  }

  Pace pinged(Instant now) {
    return new Pace(sending, owed, heardAt, now);
  }

  Pace sent() {
    return new Pace(false, owed, heardAt, pingedAt);
  }

  /**
   * Decides on a frame.
   *
   * @param news true if there is a delta
   * @param complete true if a snapshot can be made
   */
  Next next(boolean news, boolean complete) {
    if (sending) {
      return news
          ? new Next(Step.SKIP, new Pace(true, true, heardAt, pingedAt))
          : new Next(Step.NOTHING, this);
    }
    if (owed) {
      return complete
          ? new Next(Step.SNAPSHOT, new Pace(true, false, heardAt, pingedAt))
          : new Next(Step.NOTHING, this);
    }
    return news
        ? new Next(Step.DELTA, new Pace(true, false, heardAt, pingedAt))
        : new Next(Step.NOTHING, this);
  }

  /** Returns true if the last sign of life is older than the longest silence. */
  boolean isSilent(Duration longest, Instant now) {
    return !now.isBefore(heardAt.plus(longest));
  }

  /** Returns true if a ping is due, three times within the longest silence. */
  boolean pingDue(Duration longest, Instant now) {
    return !now.isBefore(pingedAt.plus(longest.dividedBy(3)));
  }
}
