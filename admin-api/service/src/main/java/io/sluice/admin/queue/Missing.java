package io.sluice.admin.queue;

import io.sluice.queue.QueueAnswers.ProbeAnswer;
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

  private record Seen(long epoch, ProbeAnswer answer, Look first) {}

  /**
   * When Redis was asked.
   *
   * @param at on a clock that nothing moves
   * @param wall on the machine's clock, as Redis dates results
   * @param oldestResult when the oldest unrecorded result was written; absent when there is none
   */
  record Look(Instant at, Instant wall, @Nullable Instant oldestResult) {}

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
   */
  Verdict observe(UUID id, long epoch, boolean ran, ProbeAnswer answer, Look look) {
    if (answer == ProbeAnswer.WHOLE) {
      seen.remove(id);
      return Verdict.WAIT;
    }
    Seen before = seen.get(id);
    Seen present =
        before != null && before.epoch == epoch && before.answer == answer
            ? before
            : new Seen(epoch, answer, look);
    seen.put(id, present);
    boolean finished = answer == ProbeAnswer.DONE;
    // A result that was written before may still say how it ended.
    boolean mayBeOnTheWay =
        finished
            && look.oldestResult() != null
            && look.oldestResult().isBefore(present.first.wall());
    Duration patience = ran || finished ? runningAfter : waitingAfter;
    if (mayBeOnTheWay || look.at().isBefore(present.first.at().plus(patience))) {
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
    seen.values().removeIf(each -> each.first.at().isBefore(before));
  }
}
