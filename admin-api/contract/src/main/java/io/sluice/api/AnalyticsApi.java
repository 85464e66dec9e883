package io.sluice.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Response of analytics: sums of executions and actions over time (docs/analytics.md). */
public final class AnalyticsApi {
  private AnalyticsApi() {}

  /**
   * Analytics of a range of time.
   *
   * @param from beginning of the first bucket
   * @param to end of the last bucket
   * @param bucket hour or day, in UTC
   * @param series one item for each bucket, also for those in which nothing happened
   * @param total of all buckets
   * @param errors most frequent first, at most 20
   * @param stuck executions that ended as stuck, by weekday and hour in UTC; hours without one are
   *     left out
   */
  public record AnalyticsView(
      Instant from,
      Instant to,
      String bucket,
      List<Bucket> series,
      Figures total,
      Approvals approvals,
      List<ErrorCount> errors,
      List<StuckHour> stuck) {}

  /** The figures of one hour or day. */
  public record Bucket(Instant at, Figures figures) {}

  /**
   * Figures of the executions that ended in a time.
   *
   * @param ended their number; one that ran again counts at each of its ends
   * @param statuses their number by status
   * @param successRatio share of SUCCESS among SUCCESS, FAILED and TIMEOUT, 0 to 1; absent if there
   *     is none of them
   * @param queue time from queued to started
   * @param run time from started to ended, of the last attempt
   */
  public record Figures(
      long ended,
      Map<String, Long> statuses,
      @Nullable Double successRatio,
      Quantiles queue,
      Quantiles run,
      ActionFigures actions) {}

  /**
   * Quantiles of durations in whole milliseconds, right to within one percent; absent if there are
   * no durations.
   *
   * @param count the number of durations
   */
  public record Quantiles(
      long count, @Nullable Long p50Ms, @Nullable Long p95Ms, @Nullable Long p99Ms) {}

  /**
   * Figures of the actions among them.
   *
   * @param asked actions that were asked for in this time
   * @param planned what these are planned to save, amounts by name
   * @param realised what those that succeeded in this time save, amounts by name
   * @param types ended actions by type; at most 20, the others as {@code other}
   * @param agents ended actions by agent, as for types; those without one are left out
   */
  public record ActionFigures(
      long asked,
      Map<String, BigDecimal> planned,
      Map<String, BigDecimal> realised,
      Map<String, Long> types,
      Map<String, Long> agents) {}

  /**
   * Decisions of councils that were made in the range.
   *
   * @param decisions their number by decision: approved, rejected, vetoed and expired
   * @param took time from asked to decided, without those that expired
   */
  public record Approvals(Map<String, Long> decisions, Quantiles took) {}

  /** An error type of a workflow. */
  public record ErrorCount(
      String errorType, UUID workflowId, @Nullable String workflowName, long count) {}

  /**
   * An hour of the week.
   *
   * @param weekday 1 is Monday, 7 is Sunday
   * @param hour 0 to 23
   */
  public record StuckHour(int weekday, int hour, long count) {}
}
