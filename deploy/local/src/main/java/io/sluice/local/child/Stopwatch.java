package io.sluice.local.child;

import java.time.Duration;
import java.time.Instant;

/** Time since a start, from a clock that nobody sets: the only place that reads a clock. */
public final class Stopwatch {
  private final long startedAt;

  private Stopwatch(long startedAt) {
    this.startedAt = startedAt;
  }

  public static Stopwatch start() {
    return new Stopwatch(System.nanoTime());
  }

  /** The time of day, for a date that others read. */
  public static Instant wallClock() {
    return Instant.now();
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
