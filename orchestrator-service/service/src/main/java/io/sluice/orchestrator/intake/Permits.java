package io.sluice.orchestrator.intake;

import io.sluice.orchestrator.dispatch.Prepared;
import io.sluice.queue.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Attempts that have asked for a start permit and have no answer yet (queue protocol, section 10).
 * Each is taken away once: by its answer or by the end of patience. Safe for use by many threads.
 */
final class Permits {
  private record Asked(Prepared prepared, Instant at) {}

  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Attempt, Asked> waiting = new LinkedHashMap<>();

  /**
   * None yet.
   *
   * @param patience how long an answer may take
   */
  Permits(Duration patience) {
    this.patience = patience;
  }

  /** Comes before the question is sent: an answer may overtake the reply of Redis. */
  void ask(Prepared prepared, Instant now) {
    locked(() -> waiting.put(prepared.execution().attempt(), new Asked(prepared, now)));
  }

  /** Takes one away; null when it does not wait (any more). */
  @Nullable Prepared take(Attempt attempt) {
    Asked asked = locked(() -> waiting.remove(attempt));
    return asked == null ? null : asked.prepared;
  }

  /** Takes away what has waited for too long. */
  List<Prepared> takeOverdue(Instant now) {
    return locked(
        () -> {
          List<Asked> late =
              waiting.values().stream()
                  .filter(asked -> !now.isBefore(asked.at.plus(patience)))
                  .toList();
          waiting.values().removeAll(late);
          return late.stream().map(Asked::prepared).toList();
        });
  }

  /** Waits until none waits, at most {@code atMost}. */
  void awaitNone(Duration atMost) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = atMost.toNanos();
      while (!waiting.isEmpty() && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  private <T extends @Nullable Object> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      changed.signalAll();
      lock.unlock();
    }
  }
}
