package io.sluice.admin.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads query parameters. An absent parameter stays null; an invalid one ends the request and is
 * named in the problem.
 */
public final class QueryParams {

  private static final int MAX_LENGTH = 300;

  private static final int MAX_PAGE = 200;

  private QueryParams() {}

  /**
   * Checks the requested number of items of a page: 1 to 200.
   *
   * @throws ProblemException if it is out of range
   */
  public static int pageSize(int requested) {
    if (requested < 1 || requested > MAX_PAGE) {
      throw refused("limit", "is from 1 to " + MAX_PAGE);
    }
    return requested;
  }

  public static @Nullable Instant instant(String field, @Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      throw refused(field, "is a time like 2026-01-31T12:00:00.000Z");
    }
  }

  /** Reads a text for a comparison. */
  public static @Nullable String plain(String field, @Nullable String text) {
    if (text != null && (text.length() > MAX_LENGTH || text.indexOf('\0') >= 0)) {
      throw refused(field, "has at most " + MAX_LENGTH + " characters and no NUL");
    }
    return text;
  }

  /**
   * Reads the position at which the previous page ended.
   *
   * @param position parses the cursor; throws IllegalArgumentException or DateTimeException if it
   *     is invalid
   */
  public static <T> @Nullable T cursor(@Nullable String text, Function<String, T> position) {
    try {
      return text == null ? null : position.apply(text);
    } catch (IllegalArgumentException | DateTimeException foreign) {
      throw refused("cursor", "is not a cursor of this API");
    }
  }

  public static ProblemException refused(String field, String message) {
    return new ProblemException(ProblemType.INVALID.field(field, message));
  }
}
