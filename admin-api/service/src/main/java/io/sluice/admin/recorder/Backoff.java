package io.sluice.admin.recorder;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Exponential backoff with full jitter (queue protocol, section 9). */
final class Backoff {

  private static final long FIRST_MS = 2_000;
  private static final long LONGEST_MS = 300_000;

  private Backoff() {}

  /**
   * How long to wait before a retry: anything up to 2 s doubled with each, at most 5 min.
   *
   * @param retries how many there were before
   */
  static Duration before(int retries, RandomGenerator random) {
    long most = Math.min(LONGEST_MS, FIRST_MS << Math.min(retries, 20));
    return Duration.ofMillis(random.nextLong(most + 1));
  }
}
