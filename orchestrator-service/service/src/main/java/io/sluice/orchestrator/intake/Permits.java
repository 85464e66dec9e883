package io.sluice.orchestrator.intake;

import io.sluice.orchestrator.dispatch.Prepared;
import io.sluice.queue.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Attempts that have asked for a start permit and have no answer yet (queue protocol, section 10).
 * Each is taken away once: by its answer or by the end of patience. Safe for use by many threads.
 */
final class Permits {
  private record Asked(Prepared prepared, Instant at) {}

  private final Duration patience;
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
  synchronized void ask(Prepared prepared, Instant now) {
    waiting.put(prepared.execution().attempt(), new Asked(prepared, now));
  }

  /** Takes one away; null when it does not wait (any more). */
  synchronized @Nullable Prepared take(Attempt attempt) {
    Asked asked = waiting.remove(attempt);
    notifyAll();
    return asked == null ? null : asked.prepared;
  }

  /** Takes away what has waited for too long. */
  synchronized List<Prepared> takeOverdue(Instant now) {
    var overdue = new ArrayList<Prepared>();
    waiting
        .values()
        .removeIf(
            asked -> {
              boolean late = !now.isBefore(asked.at.plus(patience));
              if (late) {
                overdue.add(asked.prepared);
              }
              return late;
            });
    notifyAll();
    return overdue;
  }

  /** Waits until none waits, at most {@code atMost}. */
  synchronized void awaitNone(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    long left = atMost.toMillis();
    while (!waiting.isEmpty() && left > 0) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }
}
