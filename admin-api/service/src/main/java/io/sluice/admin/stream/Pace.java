package io.sluice.admin.stream;

import java.time.Duration;
import java.time.Instant;

/**
 * How far one client keeps up: at most one frame is on its way to it; what it misses meanwhile is
 * made good by a snapshot.
 *
 * @param sending whether a frame is on its way
 * @param owed whether a snapshot is due: at the start, when asked for, after a frame was missed
 * @param heardAt the last sign of life
 * @param pingedAt when it was last asked for one
 */
record Pace(boolean sending, boolean owed, Instant heardAt, Instant pingedAt) {

  /** What to do for it now. */
  enum Step {
    NOTHING,
    SNAPSHOT,
    DELTA,
    /** The frame before is not read yet: this one is never sent. */
    SKIP
  }

  /** What to do, and how it stands when that is done. */
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
   * @param news whether there is a delta
   * @param complete whether a snapshot could be made
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

  /** Whether it has not given a sign of life for so long that nobody reads there. */
  boolean isSilent(Duration longest, Instant now) {
    return !now.isBefore(heardAt.plus(longest));
  }

  /** Three times within the longest silence. */
  boolean pingDue(Duration longest, Instant now) {
    return !now.isBefore(pingedAt.plus(longest.dividedBy(3)));
  }
}
