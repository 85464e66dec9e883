package io.sluice.diagnostics.page;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;

/** Times as people type them into filters; all of them are UTC. Pure. */
public final class TypedTimes {

  private TypedTimes() {}

  /**
   * As the API takes it: {@code 2026-01-31T12:00} becomes {@code 2026-01-31T12:00:00Z}. What is no
   * time stays as it is, so that the API can say so.
   */
  public static String checked(String text) {
    String plain = text.strip();
    try {
      return LocalDateTime.parse(plain).toInstant(ZoneOffset.UTC).toString();
    } catch (DateTimeException notLocal) {
      return plain;
    }
  }

  /** The same for those of a query. */
  public static void check(Map<String, String> query, String... names) {
    for (String name : names) {
      query.computeIfPresent(name, (_, text) -> checked(text));
    }
  }

  /** As a field for a date and a time shows it; empty when it is none. */
  public static String field(String text) {
    try {
      String shown = LocalDateTime.ofInstant(Instant.parse(text), ZoneOffset.UTC).toString();
      return shown.length() > 19 ? shown.substring(0, 19) : shown;
    } catch (DateTimeException notOne) {
      return "";
    }
  }
}
