package io.sluice.admin.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * So many requests of each caller in a period, as a token bucket: a caller who was quiet may send
 * them all at once. Knows the latest 10 000 callers. Guarded by its own monitor, because requests
 * of all threads meet here.
 */
final class RateLimit {

  private static final int MOST_CALLERS = 10_000;

  private final int most;
  private final Duration each;
  private final InstantSource clock;

  /** When each caller's bucket is full again. */
  private final Map<String, Instant> full =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > MOST_CALLERS;
        }
      };

  RateLimit(int most, Duration period, InstantSource clock) {
    this.most = most;
    this.each = period.dividedBy(most);
    this.clock = clock;
  }

  /** Takes one request: zero when it may pass, else how long to wait for the next that may. */
  synchronized Duration take(String caller) {
    Instant now = clock.instant();
    Instant known = full.getOrDefault(caller, now);
    Instant then = (known.isBefore(now) ? now : known).plus(each);
    Duration tooEarly = Duration.between(now, then).minus(each.multipliedBy(most));
    if (tooEarly.isPositive()) {
      return tooEarly;
    }
    full.put(caller, then);
    return Duration.ZERO;
  }
}
