package io.sluice.admin.security;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts failures of the last minute by user, known or not: five close the door. Guarded by its own
 * monitor, because requests of all threads meet here.
 */
final class FailedSignIns {

  private static final int MOST_FAILURES = 5;
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MOST_USERS = 10_000;

  private final Map<String, Deque<Instant>> failures =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
          return size() > MOST_USERS;
        }
      };

  synchronized boolean closed(String username, Instant now) {
    Deque<Instant> recent = failures.get(username);
    if (recent == null) {
      return false;
    }
    recent.removeIf(at -> at.isBefore(now.minus(WINDOW)));
    return recent.size() >= MOST_FAILURES;
  }

  synchronized void failed(String username, Instant now) {
    failures.computeIfAbsent(username, _ -> new ArrayDeque<>()).add(now);
  }

  synchronized void succeeded(String username) {
    failures.remove(username);
  }
}
