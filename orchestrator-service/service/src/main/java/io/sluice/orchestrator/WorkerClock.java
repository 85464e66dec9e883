package io.sluice.orchestrator;

import java.time.Instant;
import java.time.InstantSource;

/**
 * Clock that adds the elapsed time to the start instant, so that a step of the wall clock cannot
 * expire anything.
 */
public final class WorkerClock implements InstantSource {
  private final Instant start = Instant.now();
  private final long startNanos = System.nanoTime();

  @Override
  public Instant instant() {
    return start.plusNanos(System.nanoTime() - startNanos);
  }
}
