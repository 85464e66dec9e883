package io.sluice.admin.livestream;

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
record BackpressureState(boolean sending, boolean owed, Instant heardAt, Instant pingedAt) {

  /** Action for the client. */
  enum Step {
    NOTHING,
    SNAPSHOT,
    DELTA,
    /** The previous frame is still in transit: skip this one. */
    SKIP
  }

  /** Action and the state after it. */
  record Next(Step step, BackpressureState state) {}

  static BackpressureState opened(Instant now) {
    return new BackpressureState(false, true, now, now);
  }

  BackpressureState asked() {
    return new BackpressureState(sending, true, heardAt, pingedAt);
  }

  BackpressureState heard(Instant now) {
    return new BackpressureState(sending, owed, now, pingedAt);
  }

  BackpressureState pinged(Instant now) {
    return new BackpressureState(sending, owed, heardAt, now);
  }

  BackpressureState sent() {
    return new BackpressureState(false, owed, heardAt, pingedAt);
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
          ? new Next(Step.SKIP, new BackpressureState(true, true, heardAt, pingedAt))
          : new Next(Step.NOTHING, this);
    }
    if (owed) {
      return complete
          ? new Next(Step.SNAPSHOT, new BackpressureState(true, false, heardAt, pingedAt))
          : new Next(Step.NOTHING, this);
    }
    return news
        ? new Next(Step.DELTA, new BackpressureState(true, false, heardAt, pingedAt))
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
