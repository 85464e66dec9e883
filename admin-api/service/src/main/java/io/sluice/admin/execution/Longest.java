package io.sluice.admin.execution;

import io.sluice.admin.problem.ProblemException;
import io.sluice.admin.problem.ProblemType;
import java.time.Duration;
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
      try {
        return new Place(
            Long.parseLong(cursor.substring(0, Math.max(0, colon))),
            UUID.fromString(cursor.substring(colon + 1)));
      } catch (IllegalArgumentException foreign) {
        throw refused("cursor", "is not one that this API gave");
      }
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
      throw refused("sort", "is duration, or absent for the newest first");
    }
    if (words.from() == null || words.to() == null) {
      throw refused("from", "and to are needed with sort=duration: a range of at most 24 hours");
    }
    var range =
        Duration.between(
            ExecutionQuery.instant("from", words.from()), ExecutionQuery.instant("to", words.to()));
    if (range.compareTo(MOST) > 0) {
      throw refused("to", "is at most 24 hours after from with sort=duration");
    }
    return new Longest(words.cursor() == null ? null : Place.of(words.cursor()));
  }

  private static ProblemException refused(String field, String message) {
    return new ProblemException(ProblemType.INVALID.field(field, message));
  }
}
