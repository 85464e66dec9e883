package io.sluice.local.child;

import java.time.Duration;

/** Time since a start, from a clock that nobody sets: the only place that reads one. */
public final class Stopwatch {
  private final long startedAt;

  private Stopwatch(long startedAt) {
    this.startedAt = startedAt;
  }

  public static Stopwatch start() {
    return new Stopwatch(System.nanoTime());
  }

  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startedAt);
  }

  /** What is left of a limit, never negative. */
  public Duration leftOf(Duration limit) {
    var left = limit.minus(elapsed());
    return left.isNegative() ? Duration.ZERO : left;
  }
}
