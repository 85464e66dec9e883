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
    return asked == null ? null : asked.prepared;
  }

  /** Takes away what has waited for too long. */
  synchronized List<Attempt> takeOverdue(Instant now) {
    var overdue = new ArrayList<Attempt>();
    waiting.forEach(
        (attempt, asked) -> {
          if (!now.isBefore(asked.at.plus(patience))) {
            overdue.add(attempt);
          }
        });
    overdue.forEach(waiting::remove);
    return overdue;
  }
}
