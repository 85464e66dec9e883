package io.sluice.admin.execution.query;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Converts columns to the units of the API. */
final class Durations {

  private Durations() {}

  /** Milliseconds from queued to started; null if it has not started. */
  static @Nullable Long queueMs(Instant queuedAt, @Nullable Instant startedAt) {
    return startedAt == null ? null : Math.max(0, Duration.between(queuedAt, startedAt).toMillis());
  }

  static @Nullable Integer seconds(@Nullable Long millis) {
    return millis == null ? null : (int) (millis / 1000);
  }
}
