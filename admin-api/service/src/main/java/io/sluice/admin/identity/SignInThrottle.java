package io.sluice.admin.identity;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts failed sign-ins by user name, existing or not, and by address, at this instance: the
 * latest 10 000 of each. Guarded by its monitor, because requests of all threads use it.
 */
@Singleton
final class SignInThrottle {

  private static final int MAX_ENTRIES = 10_000;

  private final Map<String, SignInFailures> users = latest();
  private final Map<String, SignInFailures> addresses = latest();

  SignInThrottle() {}

  private static Map<String, SignInFailures> latest() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, SignInFailures> eldest) {
        return size() > MAX_ENTRIES;
      }
    };
  }

  /** Returns the remaining block of this user or address; zero if there is none. */
  synchronized Duration blockedFor(String username, String address, Instant now) {
    Duration user = users.getOrDefault(username, SignInFailures.NONE).blockedFor(now);
    Duration there = addresses.getOrDefault(address, SignInFailures.NONE).blockedFor(now);
    return user.compareTo(there) > 0 ? user : there;
  }

  synchronized void failed(String username, String address, Instant now) {
    users.put(username, users.getOrDefault(username, SignInFailures.NONE).failed(now));
    addresses.put(address, addresses.getOrDefault(address, SignInFailures.NONE).failed(now));
  }

  /**
   * Clears the failures of the user. Those of the address stay, so that an attacker cannot reset
   * them with an account of their own.
   */
  synchronized void succeeded(String username) {
    users.remove(username);
  }
}
