package io.sluice.admin.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts failed sign-ins at this instance: of a user name, existing or not, at one address; and,
 * with a wider limit, of a name at all addresses and of an address with all names. So nobody closes
 * sign-in for others with a few wrong passwords (ADR 24), and guesses stay bounded. 10 000 of each,
 * the frequent ones before others. Safe on every thread.
 */
@Singleton
final class SignInThrottle {

  private static final int MAX_ENTRIES = 10_000;

  private static final int MAX_FAILURES = 5;
  private static final int MAX_FAILURES_OF_ALL = 50;

  private final Cache<String, SignInFailures> pairs = cache();
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
    return Stream.<@Nullable SignInFailures>of(
            pairs.getIfPresent(pair(username, address)),
            users.getIfPresent(username),
            addresses.getIfPresent(address))
        .map(failures -> blockedFor(failures, now))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  private static Duration blockedFor(@Nullable SignInFailures failures, Instant now) {
    return failures == null ? Duration.ZERO : failures.blockedFor(now);
  }

  void failed(String username, String address, Instant now) {
    count(pairs, pair(username, address), MAX_FAILURES, now);
    count(users, username, MAX_FAILURES_OF_ALL, now);
    count(addresses, address, MAX_FAILURES_OF_ALL, now);
  }

  private static String pair(String username, String address) {
    return address + " " + username;
  }

  private static void count(Cache<String, SignInFailures> cache, String key, int max, Instant now) {
    var _ =
        cache
            .asMap()
            .compute(
                key, (_, known) -> (known == null ? SignInFailures.NONE : known).failed(max, now));
  }

  /**
   * Clears the failures of the user at the address. The others stay, so that an attacker cannot
   * reset them with an account of their own, nor a user those of an attacker elsewhere.
   */
  void succeeded(String username, String address) {
    pairs.invalidate(pair(username, address));
  }

  /**
   * Failed sign-ins of one key (docs/security.md). Too many failures within a minute block it for a
   * minute; each further failure doubles the block, up to 15 minutes. After 15 minutes without a
   * failure the count starts again.
   *
   * @param recent failures of the last minute that have not led to a block
   * @param blocks number of blocks in a row
   */
  record SignInFailures(List<Instant> recent, int blocks, Instant blockedUntil) {

    static final SignInFailures NONE = new SignInFailures(List.of(), 0, Instant.MIN);

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration MAX_BLOCK_DURATION = Duration.ofMinutes(15);

    /** Age after which failures have no effect: the longest block and the same time after it. */
    static final Duration FORGOTTEN_AFTER = MAX_BLOCK_DURATION.multipliedBy(2);

    /**
     * Counts a failure.
     *
     * @param max number of failures within a minute that leads to a block
     */
    SignInFailures failed(int max, Instant now) {
      int before = blocks > 0 && now.isAfter(blockedUntil.plus(MAX_BLOCK_DURATION)) ? 0 : blocks;
      List<Instant> all =
          Stream.concat(recent.stream().filter(at -> at.isAfter(now.minus(WINDOW))), Stream.of(now))
              .toList();
      if (before == 0 && all.size() < max) {
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
