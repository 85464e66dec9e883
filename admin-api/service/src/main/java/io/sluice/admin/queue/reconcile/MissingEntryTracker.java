package io.sluice.admin.queue.reconcile;

import io.sluice.queue.QueueAnswers.ProbeAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tracks published executions that Redis no longer knows. Only an execution that stays missing for
 * a while on this clock is published again, because a worker may be about to adopt it, or its
 * result may be on the way. One thread.
 */
final class MissingEntryTracker {

  private final Duration waitingAfter;
  private final Duration runningAfter;

  /** In the order of the first lookup, oldest first. */
  private final Map<UUID, Seen> seen = new LinkedHashMap<>();

  /**
   * Starts empty.
   *
   * @param waitingAfter the time after which a waiting execution is published again
   * @param runningAfter the time after which an execution that ran, or has finished without a
   *     result, counts as lost
   */
  MissingEntryTracker(Duration waitingAfter, Duration runningAfter) {
    this.waitingAfter = waitingAfter;
    this.runningAfter = runningAfter;
  }

  private record Seen(long epoch, ProbeAnswer answer, Lookup first) {}

  /**
   * One lookup of Redis.
   *
   * @param at on a monotonic clock
   * @param wall on the machine's clock, as Redis dates results
   * @param oldestResult the time of the oldest unrecorded result; absent if there is none
   */
  record Lookup(Instant at, Instant wall, @Nullable Instant oldestResult) {}

  /** The action for one execution. */
  enum Action {
    /** No action, or not yet. */
    WAIT,
    /** Publish under a new epoch: the execution never ran. */
    REPUBLISH,
    /** Report as lost: the execution ran and has no result. */
    LOST
  }

  /**
   * Evaluates the answer of a lookup.
   *
   * @param ran PostgreSQL knows that it was started
   */
  Action observe(UUID id, long epoch, boolean ran, ProbeAnswer answer, Lookup lookup) {
    if (answer == ProbeAnswer.WHOLE) {
      seen.remove(id);
      return Action.WAIT;
    }
    Seen before = seen.get(id);
    Seen present = before;
    if (present == null || present.epoch != epoch || present.answer != answer) {
      present = new Seen(epoch, answer, lookup);
      seen.remove(id); // a key that stays keeps its place in the order
      seen.put(id, present);
    }
    boolean finished = answer == ProbeAnswer.DONE;
    // A result that was written before may still say how it ended. Without a marker too: results
    // outlive markers that an older version dates by the end of the attempt.
    boolean mayBeOnTheWay =
        (finished || answer == ProbeAnswer.NONE)
            && lookup.oldestResult() != null
            && lookup.oldestResult().isBefore(present.first.wall());
    Duration timeout = ran || finished ? runningAfter : waitingAfter;
    if (mayBeOnTheWay || lookup.at().isBefore(present.first.at().plus(timeout))) {
      return Action.WAIT;
    }
    seen.remove(id);
    return ran || finished ? Action.LOST : Action.REPUBLISH;
  }

  /** Forgets everything, after any failure of Redis: the full time applies again. */
  void forget() {
    seen.clear();
  }

  /** Drops executions that were not seen for long: they have ended or changed. */
  void forgetBefore(Instant before) {
    Iterator<Seen> oldest = seen.values().iterator();
    while (oldest.hasNext() && oldest.next().first.at().isBefore(before)) {
      oldest.remove();
    }
  }
}
