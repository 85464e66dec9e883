package io.sluice.admin.execution.query;

import io.sluice.admin.execution.ExecutionIds;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A range of ids, which is a range of time, that one statement of a search reads. A search begins
 * with the newest ten minutes and goes back in ever longer ranges, so that its first page is cheap
 * where much matches, and few statements reach the oldest execution where little does. A statement
 * reads the partitions of its range only. Pure.
 *
 * @param from ids from this one on; absent without a lower end
 * @param before ids smaller than this one; absent without an upper end
 * @param length the time of the range
 */
record SearchWindow(@Nullable UUID from, @Nullable UUID before, Duration length) {

  private static final Duration FIRST = Duration.ofMinutes(10);
  private static final int MAX_GROWTH = 4;

  /** A longer range has no end: it reaches the oldest execution. */
  private static final Duration MAX_LENGTH = Duration.ofDays(60);

  /** The newest range of a query. */
  static SearchWindow newest(@Nullable UUID from, @Nullable UUID before, Instant now) {
    Instant end =
        before == null || ExecutionIds.isBefore(ExecutionIds.first(now), before)
            ? now
            : time(before);
    return of(from, before, end, FIRST);
  }

  /**
   * The next older range.
   *
   * @param took the time that this one took
   * @param left the time that is left for the search
   * @return null if there is none: the search has reached its end
   */
  @Nullable SearchWindow older(@Nullable UUID floor, Duration took, Duration left) {
    if (from == null || from.equals(floor)) {
      return null;
    }
    long affordable = left.toNanos() / Math.max(1, took.toNanos());
    int growth = Math.clamp(affordable, 1, MAX_GROWTH);
    return of(floor, from, time(from), length.multipliedBy(growth));
  }

  private static SearchWindow of(
      @Nullable UUID floor, @Nullable UUID before, Instant end, Duration length) {
    UUID start = length.compareTo(MAX_LENGTH) > 0 ? null : ExecutionIds.first(end.minus(length));
    boolean atFloor = floor != null && (start == null || !ExecutionIds.isBefore(floor, start));
    return new SearchWindow(atFloor ? floor : start, before, length);
  }

  /** The time at which an id was made. */
  static Instant time(UUID id) {
    return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
  }
}
