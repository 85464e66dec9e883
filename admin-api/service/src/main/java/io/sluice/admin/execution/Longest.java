package io.sluice.admin.execution;

import io.sluice.admin.http.QueryParams;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A list by duration, within a day: more than that would have to be sorted for each page.
 *
 * @param after the last one of the page before; absent for the first page
 */
record Longest(@Nullable Place after) {

  /** The duration of what never ran. */
  static final long NEVER_RAN = -1;

  private static final Duration MOST = Duration.ofHours(24);

  /** One of the list. */
  record Place(long durationMs, UUID id) {

    static Place of(String cursor) {
      int colon = cursor.indexOf(':');
      return new Place(
          Long.parseLong(cursor.substring(0, Math.max(0, colon))),
          UUID.fromString(cursor.substring(colon + 1)));
    }

    String cursor() {
      return durationMs + ":" + id;
    }
  }

  /** What a list asks for; null when it is the usual one. */
  static @Nullable Longest of(ListParameters words) {
    if (words.sort() == null) {
      return null;
    }
    if (!words.sort().equals("duration")) {
      throw QueryParams.refused("sort", "is duration, or absent for the newest first");
    }
    Instant from = QueryParams.instant("from", words.from());
    Instant to = QueryParams.instant("to", words.to());
    if (from == null || to == null) {
      throw QueryParams.refused(
          "from", "and to are needed with sort=duration: a range of at most 24 hours");
    }
    if (Duration.between(from, to).compareTo(MOST) > 0) {
      throw QueryParams.refused("to", "is at most 24 hours after from with sort=duration");
    }
    return new Longest(QueryParams.cursor(words.cursor(), Place::of));
  }
}
