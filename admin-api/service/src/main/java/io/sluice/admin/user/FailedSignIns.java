package io.sluice.admin.user;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers failures by user, known or not, and by address, at this instance: the latest 10 000 of
 * each. Guarded by its own monitor, because requests of all threads meet here.
 */
@Singleton
final class FailedSignIns {

  private static final int MOST = 10_000;

  private final Map<String, Failures> users = latest();
  private final Map<String, Failures> addresses = latest();

  FailedSignIns() {}

  private static Map<String, Failures> latest() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
        return size() > MOST;
      }
    };
  }

  /** How long the door stays closed for this user or this address; zero when it is open. */
  synchronized Duration closedFor(String username, String address, Instant now) {
    Duration user = users.getOrDefault(username, Failures.NONE).closedFor(now);
    Duration there = addresses.getOrDefault(address, Failures.NONE).closedFor(now);
    return user.compareTo(there) > 0 ? user : there;
  }

  synchronized void failed(String username, String address, Instant now) {
    users.put(username, users.getOrDefault(username, Failures.NONE).failed(now));
    addresses.put(address, addresses.getOrDefault(address, Failures.NONE).failed(now));
  }

  /** Those of the address stay: one's own account is no way to try on at another one. */
  synchronized void succeeded(String username) {
    users.remove(username);
  }
}
