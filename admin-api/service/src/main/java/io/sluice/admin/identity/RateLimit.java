package io.sluice.admin.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Limit of requests of each caller in a period, as a token bucket: a caller may send all of them at
 * once after a pause. Keeps the latest 10 000 callers. Guarded by its monitor, because requests of
 * all threads use it.
 */
final class RateLimit {

  private static final int MAX_CALLERS = 10_000;

  private final int limit;
  private final Duration each;
  private final InstantSource clock;

  /** Time at which each caller's bucket is full again. */
  private final Map<String, Instant> full =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > MAX_CALLERS;
        }
      };

  RateLimit(int limit, Duration period, InstantSource clock) {
    this.limit = limit;
    this.each = period.dividedBy(limit);
    this.clock = clock;
  }

  /** Counts a request. Returns zero if it is allowed, else the time until the next allowed one. */
  synchronized Duration take(String caller) {
    Instant now = clock.instant();
    Instant known = full.getOrDefault(caller, now);
    Instant then = (known.isBefore(now) ? now : known).plus(each);
    Duration tooEarly = Duration.between(now, then).minus(each.multipliedBy(limit));
    if (tooEarly.isPositive()) {
      return tooEarly;
    }
    full.put(caller, then);
    return Duration.ZERO;
  }
}
