package io.sluice.admin.systemlog;

import io.sluice.admin.execution.LogLevel;
import io.sluice.admin.problem.PageLimit;
import io.sluice.admin.problem.ProblemException;
import io.sluice.admin.problem.QueryWords;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
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

  /**
   * Reads the words; without a range of time, the last day is meant.
   *
   * @throws ProblemException when one breaks a rule
   */
  static LineQuery of(LineParameters words, Instant now) {
    Instant to = Objects.requireNonNullElse(QueryWords.instant("to", words.to()), now);
    Instant from = QueryWords.instant("from", words.from());
    return new LineQuery(
        LogLevel.of(words.level()),
        QueryWords.plain("service", words.service()),
        QueryWords.plain("worker_id", words.workerId()),
        QueryWords.plain("q", words.q()),
        from == null ? to.minus(USUAL) : from,
        to,
        Objects.requireNonNullElse(
            QueryWords.cursor(words.cursor(), Long::valueOf), Long.MAX_VALUE),
        PageLimit.checked(words.limit()));
  }
}
