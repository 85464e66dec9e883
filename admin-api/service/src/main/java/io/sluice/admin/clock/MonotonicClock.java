package io.sluice.admin.clock;

import jakarta.inject.Singleton;
import java.time.Instant;

/**
 * A clock that no step of the machine's clock moves, for how long something has been so. Its
 * instants are comparable with each other only.
 */
@Singleton
public final class MonotonicClock {

  private final long begin = System.nanoTime();

  public MonotonicClock() {}

  public Instant instant() {
    return Instant.EPOCH.plusNanos(System.nanoTime() - begin);
  }
}
