package io.sluice.admin.problem;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the words of a query. What is absent stays absent; what breaks a rule ends the request and
 * names its field.
 */
public final class QueryWords {

  private static final int LONGEST = 300;

  private QueryWords() {}

  public static @Nullable Instant instant(String field, @Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      throw refused(field, "is a time like 2026-01-31T12:00:00.000Z");
    }
  }

  /** A text to compare with. */
  public static @Nullable String plain(String field, @Nullable String text) {
    if (text != null && (text.length() > LONGEST || text.indexOf('\0') >= 0)) {
      throw refused(field, "has at most " + LONGEST + " characters and no NUL");
    }
    return text;
  }

  /**
   * Where the last page ended.
   *
   * @param place reads it; throws IllegalArgumentException or DateTimeException for what no page
   *     has given
   */
  public static <T> @Nullable T cursor(@Nullable String text, Function<String, T> place) {
    try {
      return text == null ? null : place.apply(text);
    } catch (IllegalArgumentException | DateTimeException foreign) {
      throw refused("cursor", "is not one that this API gave");
    }
  }

  public static ProblemException refused(String field, String message) {
    return new ProblemException(ProblemType.INVALID.field(field, message));
  }
}
