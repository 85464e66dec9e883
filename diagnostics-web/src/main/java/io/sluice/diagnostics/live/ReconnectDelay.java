package io.sluice.diagnostics.live;

import java.time.Duration;

/** Computes the delay before the next connection attempt. Pure. */
final class ReconnectDelay {

  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration MAX_DELAY = Duration.ofSeconds(5);

  private ReconnectDelay() {}

  /**
   * Doubles with each failure in a row, up to 5 s, so that a page is live soon after admin-api is.
   *
   * @param failures in a row, from 1
   * @param jitter from 0 to 1: instances that lost the same admin-api do not come back together
   */
  static Duration pause(int failures, double jitter) {
    long doubled = FIRST.toMillis() << Math.clamp(failures - 1L, 0, 10);
    long max = Math.min(doubled, MAX_DELAY.toMillis());
    return Duration.ofMillis(max / 2 + (long) (jitter * max / 2));
  }
}
