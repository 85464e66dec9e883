package io.sluice.admin.systemlog;

import io.sluice.admin.execution.LogLevel;
import io.sluice.admin.problem.PageLimit;
import io.sluice.admin.problem.ProblemException;
import io.sluice.admin.problem.ProblemType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which lines are asked for.
 *
 * @param level this one and worse
 * @param q part of the message, whatever its case
 * @param before ids smaller than this one
 */
record LineQuery(
    LogLevel level,
    @Nullable String service,
    @Nullable String workerId,
    @Nullable String q,
    Instant from,
    Instant to,
    long before,
    int limit) {

  private static final Duration USUAL = Duration.ofHours(24);
  private static final int LONGEST = 200;

  /**
   * Reads the words; without a range of time, the last day is meant.
   *
   * @throws ProblemException when one breaks a rule
   */
  static LineQuery of(LineParameters words, Instant now) {
    Instant to = words.to() == null ? now : instant("to", words.to());
    return new LineQuery(
        LogLevel.of(words.level()),
        plain("service", words.service()),
        plain("worker_id", words.workerId()),
        plain("q", words.q()),
        words.from() == null ? to.minus(USUAL) : instant("from", words.from()),
        to,
        words.cursor() == null ? Long.MAX_VALUE : cursor(words.cursor()),
        PageLimit.checked(words.limit()));
  }

  private static long cursor(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException foreign) {
      throw refused("cursor", "is not one that this API gave");
    }
  }

  private static Instant instant(String field, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw refused(field, "is a time like 2026-01-31T12:00:00.000Z");
    }
  }

  private static @Nullable String plain(String field, @Nullable String text) {
    if (text != null && (text.length() > LONGEST || text.indexOf('\0') >= 0)) {
      throw refused(field, "has at most 200 characters and no NUL");
    }
    return text;
  }

  private static ProblemException refused(String field, String message) {
    return new ProblemException(ProblemType.INVALID.field(field, message));
  }
}
