package io.sluice.admin.lifecycle;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The wall clock, truncated to microseconds, the precision of PostgreSQL. */
@Singleton
final class AdminClock implements InstantSource {

  @Override
  public Instant instant() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }
}
