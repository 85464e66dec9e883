package io.sluice.orchestrator.results;

import io.sluice.queue.Attempt;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Times at which traced attempts were claimed. Of more than 10 000 the oldest are forgotten. */
final class ClaimTimes {
  private static final int MAX_KEPT = 10_000;

  private final Map<Attempt, Instant> times =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Attempt, Instant> eldest) {
          return size() > MAX_KEPT;
        }
      };

  synchronized void claimed(Attempt attempt, Instant at) {
    times.put(attempt, at);
  }

  /** Removes and returns the time; null if it is not known. */
  synchronized @Nullable Instant take(Attempt attempt) {
    return times.remove(attempt);
  }
}
