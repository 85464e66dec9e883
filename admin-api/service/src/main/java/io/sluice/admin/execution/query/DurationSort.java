package io.sluice.admin.execution.query;

import io.sluice.admin.execution.query.ExecutionQuery.ListParameters;
import io.sluice.admin.http.QueryParams;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The order of a list by duration, for a time range of at most one day: a longer range would have
 * to be sorted for each page.
 *
 * @param after the last entry of the page before; absent for the first page
 */
record DurationSort(@Nullable Position after) {

  /** The duration of an execution that never ran. */
  static final long NEVER_RAN = -1;

  private static final Duration MAX_RANGE = Duration.ofHours(24);

  /** The position of an entry in the list. */
  record Position(long durationMs, UUID id) {

    static Position of(String cursor) {
      int colon = cursor.indexOf(':');
      return new Position(
          Long.parseLong(cursor.substring(0, Math.max(0, colon))),
          UUID.fromString(cursor.substring(colon + 1)));
    }

    String cursor() {
      return durationMs + ":" + id;
    }
  }

  /** The order that the parameters ask for; null for newest first. */
  static @Nullable DurationSort of(ListParameters parameters) {
    if (parameters.sort() == null) {
      return null;
    }
    if (!parameters.sort().equals("duration")) {
      throw QueryParams.refused("sort", "is duration, or absent for the newest first");
    }
    Instant from = QueryParams.instant("from", parameters.from());
    Instant to = QueryParams.instant("to", parameters.to());
    if (from == null || to == null) {
      throw QueryParams.refused(
          "from", "and to are needed with sort=duration: a range of at most 24 hours");
    }
    if (Duration.between(from, to).compareTo(MAX_RANGE) > 0) {
      throw QueryParams.refused("to", "is at most 24 hours after from with sort=duration");
    }
    return new DurationSort(QueryParams.cursor(parameters.cursor(), Position::of));
  }
}
