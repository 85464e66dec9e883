package io.sluice.admin.lifecycle;

import jakarta.inject.Singleton;
import java.time.Instant;

/**
 * A monotonic clock for elapsed time. Changes of the machine's clock do not affect it. Its instants
 * can only be compared with each other.
 */
@Singleton
public final class MonotonicClock {

  private final long begin = System.nanoTime();

  public MonotonicClock() {}

  public Instant instant() {
    return Instant.EPOCH.plusNanos(System.nanoTime() - begin);
  }
}
