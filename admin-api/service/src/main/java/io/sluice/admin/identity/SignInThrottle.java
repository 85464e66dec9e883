package io.sluice.admin.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts failed sign-ins by user name, existing or not, and by address, at this instance: 10 000 of
 * each, the frequent ones before others. Safe on every thread.
 */
@Singleton
final class SignInThrottle {

  private static final int MAX_ENTRIES = 10_000;

  private final Cache<String, SignInFailures> users = cache();
  private final Cache<String, SignInFailures> addresses = cache();

  SignInThrottle() {}

  private static Cache<String, SignInFailures> cache() {
    return Caffeine.newBuilder()
        .maximumSize(MAX_ENTRIES)
        .expireAfterWrite(SignInFailures.FORGOTTEN_AFTER)
        .build();
  }

  /** Returns the remaining block of this user or address; zero if there is none. */
  Duration blockedFor(String username, String address, Instant now) {
    Duration user = blockedFor(users.getIfPresent(username), now);
    Duration there = blockedFor(addresses.getIfPresent(address), now);
    return user.compareTo(there) > 0 ? user : there;
  }

  private static Duration blockedFor(@Nullable SignInFailures failures, Instant now) {
    return failures == null ? Duration.ZERO : failures.blockedFor(now);
  }

  void failed(String username, String address, Instant now) {
    count(users, username, now);
    count(addresses, address, now);
  }

  private static void count(Cache<String, SignInFailures> cache, String key, Instant now) {
    var _ =
        cache
            .asMap()
            .compute(key, (_, known) -> (known == null ? SignInFailures.NONE : known).failed(now));
  }

  /**
   * Clears the failures of the user. Those of the address stay, so that an attacker cannot reset
   * them with an account of their own.
   */
  void succeeded(String username) {
    users.invalidate(username);
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

    /** Age after which failures have no effect: the longest block and the same time after it. */
    static final Duration FORGOTTEN_AFTER = MAX_BLOCK_DURATION.multipliedBy(2);

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
