package io.sluice.process.lifecycle;

import java.time.Instant;
import java.time.InstantSource;

/**
 * Clock of the process: start instant plus monotonic time since, so that a step of the wall clock
 * neither expires nor prolongs an execution. Any thread.
 */
public final class ProcessClock implements InstantSource {
  private final Instant start = Instant.now();
  private final long startNanos = System.nanoTime();

  @Override
  public Instant instant() {
    return start.plusNanos(System.nanoTime() - startNanos);
  }

  /** Returns monotonic nanoseconds, for differences only. */
  public long nanos() {
    return System.nanoTime();
  }
}
