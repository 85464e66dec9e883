package io.sluice.admin.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.lifecycle.MonotonicClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Makes bad tokens cheap: one that was refused is refused again without a query for a while, and an
 * address that presents many different ones has to wait. A token of the cache of valid ones is
 * never affected. Safe on every thread.
 */
@Singleton
final class RefusedTokens {

  private static final int MAX_REMEMBERED = 10_000;
  private static final Duration REMEMBERED = Duration.ofSeconds(5);

  private final RateLimit failures;
  private final Cache<String, Boolean> refused;

  @Inject
  RefusedTokens(SecurityConfig config, MonotonicClock clock) {
    this(config.refusedTokensPerMinute(), clock::instant);
  }

  RefusedTokens(int perMinute, InstantSource clock) {
    this.failures = new RateLimit(perMinute, Duration.ofMinutes(1), clock);
    this.refused =
        Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).expireAfterWrite(REMEMBERED).build();
  }

  /** Returns true if the token was refused a moment ago. */
  boolean isKnown(String token) {
    return refused.getIfPresent(Secrets.hash(token)) != null;
  }

  /**
   * Checks an address before a query.
   *
   * @throws ProblemException if it presented too many bad tokens
   */
  void check(String address) {
    Duration wait = failures.wait(address);
    if (wait.isPositive()) {
      throw new ProblemException(
          ProblemType.TOO_MANY.problem(
              "Too many tokens from this address were not valid. Retry-After says when to try"
                  + " again."),
          wait);
    }
  }

  void refused(String token, String address) {
    refused.put(Secrets.hash(token), true);
    var _ = failures.take(address);
  }
}
