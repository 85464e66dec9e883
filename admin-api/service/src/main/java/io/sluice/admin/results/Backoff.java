package io.sluice.admin.results;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Exponential backoff with full jitter. */
final class Backoff {

  private static final long FIRST_MS = 2_000;
  private static final long MAX_MS = 300_000;

  private Backoff() {}

  /**
   * The wait before a retry: a random time up to 2 s doubled with each retry, at most 5 min.
   *
   * @param retries the number of earlier retries
   */
  static Duration before(int retries, RandomGenerator random) {
    long max = Math.min(MAX_MS, FIRST_MS << Math.min(retries, 20));
    return Duration.ofMillis(random.nextLong(max + 1));
  }
}
