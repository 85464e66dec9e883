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
 * A validated query for log lines.
 *
 * @param level lowest severity
 * @param q part of the message, ignoring case
 * @param before upper bound of the ids, exclusive
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

  private static final Duration DEFAULT_PERIOD = Duration.ofHours(24);

  /**
   * Reads the parameters. The default period is the last day.
   *
   * @throws ProblemException if a parameter is invalid
   */
  static LineQuery of(LineParameters words, Instant now) {
    Instant to = Objects.requireNonNullElse(QueryWords.instant("to", words.to()), now);
    Instant from = QueryWords.instant("from", words.from());
    return new LineQuery(
        LogLevel.of(words.level()),
        QueryWords.plain("service", words.service()),
        QueryWords.plain("worker_id", words.workerId()),
        QueryWords.plain("q", words.q()),
        from == null ? to.minus(DEFAULT_PERIOD) : from,
        to,
        Objects.requireNonNullElse(
            QueryWords.cursor(words.cursor(), Long::valueOf), Long.MAX_VALUE),
        PageLimit.checked(words.limit()));
  }
}
