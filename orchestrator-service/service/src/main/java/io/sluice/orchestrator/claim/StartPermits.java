package io.sluice.orchestrator.claim;

import io.sluice.orchestrator.slots.ReadyExecution;
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
 * Attempts that have requested a start permit and have no answer yet. Each is removed once: by its
 * answer or by its deadline. Safe for use by many threads.
 */
final class StartPermits {
  private record Asked(ReadyExecution prepared, Instant at) {}

  private final Duration timeout;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Attempt, Asked> waiting = new LinkedHashMap<>();

  /**
   * Creates an empty set.
   *
   * @param timeout longest time for an answer
   */
  StartPermits(Duration timeout) {
    this.timeout = timeout;
  }

  /**
   * Adds a request. Must be called before it is sent, because the answer may arrive before the
   * reply of Redis.
   */
  void ask(ReadyExecution prepared, Instant now) {
    locked(() -> waiting.put(prepared.execution().attempt(), new Asked(prepared, now)));
  }

  /** Removes a request; null if there is none. */
  @Nullable ReadyExecution take(Attempt attempt) {
    Asked asked = locked(() -> waiting.remove(attempt));
    return asked == null ? null : asked.prepared;
  }

  /** Removes the requests past their deadline. */
  List<ReadyExecution> takeOverdue(Instant now) {
    return locked(
        () -> {
          List<Asked> late =
              waiting.values().stream()
                  .filter(asked -> !now.isBefore(asked.at.plus(timeout)))
                  .toList();
          waiting.values().removeAll(late);
          return late.stream().map(Asked::prepared).toList();
        });
  }

  /** Waits until no request is open, at most {@code timeout}. */
  void awaitNone(Duration timeout) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = timeout.toNanos();
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
