package io.sluice.admin.queue;

import io.sluice.queue.ProbeAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the reconciler remembers of published executions that Redis does not know any more: only
 * what stays away for a while on this clock is published again, because a worker may be about to
 * adopt it, or its result may be on the way (queue protocol, section 6). One thread.
 */
final class Missing {

  private final Duration waitingAfter;
  private final Duration runningAfter;
  private final Map<UUID, Seen> seen = new HashMap<>();

  /**
   * Remembers nothing yet.
   *
   * @param waitingAfter until what waits is published again
   * @param runningAfter until what ran, or has finished without a result, counts as lost
   */
  Missing(Duration waitingAfter, Duration runningAfter) {
    this.waitingAfter = waitingAfter;
    this.runningAfter = runningAfter;
  }

  private record Seen(long epoch, ProbeAnswer answer, Instant since) {}

  /** What is to be done about one. */
  enum Verdict {
    /** Nothing, or not yet. */
    WAIT,
    /** It never ran: publish it under a new epoch. */
    REPUBLISH,
    /** It ran, and nothing came of it. */
    LOST
  }

  /**
   * Takes in what a probe said.
   *
   * @param ran whether PostgreSQL knows that it was started
   * @param oldestResult when the oldest unrecorded result was written: what is older may still say
   *     how it ended; absent when there is none
   */
  Verdict observe(
      UUID id,
      long epoch,
      boolean ran,
      ProbeAnswer answer,
      @Nullable Instant oldestResult,
      Instant now) {
    if (answer == ProbeAnswer.WHOLE) {
      seen.remove(id);
      return Verdict.WAIT;
    }
    Seen before = seen.get(id);
    Seen present =
        before != null && before.epoch == epoch && before.answer == answer
            ? before
            : new Seen(epoch, answer, now);
    seen.put(id, present);
    boolean finished = answer == ProbeAnswer.DONE;
    boolean mayBeOnTheWay =
        finished && oldestResult != null && oldestResult.isBefore(present.since);
    Duration patience = ran || finished ? runningAfter : waitingAfter;
    if (mayBeOnTheWay || now.isBefore(present.since.plus(patience))) {
      return Verdict.WAIT;
    }
    seen.remove(id);
    return ran || finished ? Verdict.LOST : Verdict.REPUBLISH;
  }

  /** After any trouble with Redis: wait the whole time again. */
  void forget() {
    seen.clear();
  }

  /** Drops what was not seen for long: it has ended, or moved on. */
  void forgetBefore(Instant before) {
    seen.values().removeIf(each -> each.since.isBefore(before));
  }
}
