package io.sluice.local.child;

import java.time.Duration;
import java.time.Instant;

/** Measures time since a start with a monotonic clock; the only place that reads a clock. */
public final class Stopwatch {
  private final long startedAt;

  private Stopwatch(long startedAt) {
    this.startedAt = startedAt;
  }

  public static Stopwatch start() {
    return new Stopwatch(System.nanoTime());
  }

  /** The wall clock, for a date in a message. */
  public static Instant wallClock() {
    return Instant.now();
  }

  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startedAt);
  }

  /** The rest of a limit, never negative. */
  public Duration leftOf(Duration limit) {
    var left = limit.minus(elapsed());
    return left.isNegative() ? Duration.ZERO : left;
  }
}
