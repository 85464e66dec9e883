package io.sluice.admin.operations;

import io.sluice.admin.execution.LogLevel;
import io.sluice.admin.http.QueryParams;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
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
record SystemLogQuery(
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
  static SystemLogQuery of(SystemLogParameters parameters, Instant now) {
    Instant to = Objects.requireNonNullElse(QueryParams.instant("to", parameters.to()), now);
    Instant from = QueryParams.instant("from", parameters.from());
    return new SystemLogQuery(
        LogLevel.of(parameters.level()),
        QueryParams.plain("service", parameters.service()),
        QueryParams.plain("worker_id", parameters.workerId()),
        QueryParams.plain("q", parameters.q()),
        from == null ? to.minus(DEFAULT_PERIOD) : from,
        to,
        Objects.requireNonNullElse(
            QueryParams.cursor(parameters.cursor(), Long::valueOf), Long.MAX_VALUE),
        QueryParams.pageSize(parameters.limit()));
  }

  /** Returns the query for all lines below an id, whatever their words. */
  SystemLogQuery withoutWords(long below) {
    return new SystemLogQuery(level, service, workerId, null, from, to, below, limit);
  }

  /** Query parameters of the list of log lines. */
  record SystemLogParameters(
      @QueryParam("level") @DefaultValue("INFO") String level,
      @QueryParam("service") @Nullable String service,
      @QueryParam("worker_id") @Nullable String workerId,
      @QueryParam("q") @Nullable String q,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {}
}
