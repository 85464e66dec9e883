package io.sluice.admin.identity;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

  /**
   * Failed sign-ins of one user name or address (docs/security.md). Five failures within a minute
   * block it for a minute; each further failure doubles the block, up to 15 minutes. After 15
   * minutes without a failure the count starts again.
   *
   * @param recent failures of the last minute that have not led to a block
   * @param blocks number of blocks in a row
   */
  record SignInFailures(List<Instant> recent, int blocks, Instant blockedUntil) {

    static final SignInFailures NONE = new SignInFailures(List.of(), 0, Instant.MIN);

    private static final int MAX_FAILURES = 5;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration MAX_BLOCK_DURATION = Duration.ofMinutes(15);

    SignInFailures failed(Instant now) {
      int before = blocks > 0 && now.isAfter(blockedUntil.plus(MAX_BLOCK_DURATION)) ? 0 : blocks;
      List<Instant> all =
          Stream.concat(recent.stream().filter(at -> at.isAfter(now.minus(WINDOW))), Stream.of(now))
              .toList();
      if (before == 0 && all.size() < MAX_FAILURES) {
        return new SignInFailures(all, 0, Instant.MIN);
      }
      return new SignInFailures(List.of(), before + 1, now.plus(delay(before)));
    }

    private static Duration delay(int blocks) {
      Duration doubled = WINDOW.multipliedBy(1L << Math.min(blocks, 4));
      return doubled.compareTo(MAX_BLOCK_DURATION) > 0 ? MAX_BLOCK_DURATION : doubled;
    }

    /** Returns the remaining block; zero if there is none. */
    Duration blockedFor(Instant now) {
      return now.isBefore(blockedUntil) ? Duration.between(now, blockedUntil) : Duration.ZERO;
    }
  }
}
