package io.sluice.diagnostics.page;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;

/** Times that people type into filters, in UTC. Pure. */
public final class TypedTimes {

  private TypedTimes() {}

  /**
   * Completes {@code 2026-01-31T12:00} to the API's {@code 2026-01-31T12:00:00Z}. Other texts are
   * unchanged, so that the API can refuse them.
   */
  public static String checked(String text) {
    String plain = text.strip();
    try {
      return LocalDateTime.parse(plain).toInstant(ZoneOffset.UTC).toString();
    } catch (DateTimeException notLocal) {
      return plain;
    }
  }

  /** Completes the given parameters of a query. */
  public static void check(Map<String, String> query, String... names) {
    for (String name : names) {
      query.computeIfPresent(name, (_, text) -> checked(text));
    }
  }

  /** Formats a time for a date-time field; empty if the text is not a time. */
  public static String field(String text) {
    try {
      String shown = LocalDateTime.ofInstant(Instant.parse(text), ZoneOffset.UTC).toString();
      return shown.length() > 19 ? shown.substring(0, 19) : shown;
    } catch (DateTimeException notOne) {
      return "";
    }
  }
}
