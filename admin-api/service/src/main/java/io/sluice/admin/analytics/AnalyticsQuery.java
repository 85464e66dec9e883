package io.sluice.admin.analytics;

import io.sluice.admin.analytics.AnalyticsCell.Scope;
import io.sluice.admin.analytics.AnalyticsCell.Span;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.QueryParams;
import io.sluice.admin.identity.Organizations;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A checked request for analytics.
 *
 * @param to exclusive
 * @param workflow name or id
 */
record AnalyticsQuery(
    Span span,
    Instant from,
    Instant to,
    @Nullable String workflow,
    @Nullable String type,
    @Nullable String agent,
    @Nullable String organization) {

  /** The query parameters, unchecked. */
  record Parameters(
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("bucket") @Nullable String bucket,
      @QueryParam("workflow") @Nullable String workflow,
      @QueryParam("type") @Nullable String type,
      @QueryParam("agent") @Nullable String agent,
      @QueryParam("organization") @Nullable String organization) {}

  /**
   * Cells to read.
   *
   * @param organizations absent for those of all, and of none
   */
  record Selection(
      @Nullable List<String> organizations,
      @Nullable UUID workflow,
      @Nullable String type,
      @Nullable String agent) {

    private boolean ofActions() {
      return type != null || agent != null;
    }

    /** The scope with the fewest cells that have the sums. */
    Scope scope() {
      if (organizations == null && workflow == null) {
        return ofActions() ? Scope.ACTION : Scope.ALL;
      }
      if (ofActions() || (organizations != null && workflow != null)) {
        return Scope.EXACT;
      }
      return organizations == null ? Scope.WORKFLOW : Scope.ORGANIZATION;
    }

    /** The scope that has the sums by type and agent, too. */
    Scope scopeByAction() {
      return organizations == null && workflow == null ? Scope.ACTION : Scope.EXACT;
    }

    /** The scope that has the sums by workflow, too. */
    Scope scopeByWorkflow() {
      return organizations == null && !ofActions() ? Scope.WORKFLOW : Scope.EXACT;
    }
  }

  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");
  private static final int MAX_DAYS = 400;
  private static final int MAX_DAYS_BY_HOUR = 31;
  private static final Duration DAYS_BEFORE = Duration.ofDays(29);
  private static final Duration HOURS_BEFORE = Duration.ofHours(23);

  /**
   * Checks the parameters. Both ends are rounded to whole buckets, which contain them.
   *
   * @throws ProblemException if one breaks a rule
   */
  static AnalyticsQuery of(Parameters parameters, Instant now) {
    Span span = span(parameters.bucket());
    Instant to = instant("to", parameters.to());
    Instant end = end(span, to == null ? now : to);
    Instant from = instant("from", parameters.from());
    Instant start =
        span.start(
            from == null
                ? end.minusMillis(1).minus(span == Span.DAY ? DAYS_BEFORE : HOURS_BEFORE)
                : from);
    if (!start.isBefore(end)) {
      throw QueryParams.refused("from", "is before to");
    }
    int max = span == Span.DAY ? MAX_DAYS : MAX_DAYS_BY_HOUR;
    // One more, because both ends were rounded.
    if (span.next(start.plus(Duration.ofDays(max))).isBefore(end)) {
      throw QueryParams.refused(
          "from",
          span == Span.DAY
              ? "is at most " + max + " days before to"
              : "is at most " + max + " days before to by hour; bucket=day has up to " + MAX_DAYS);
    }
    return new AnalyticsQuery(
        span,
        start,
        end,
        QueryParams.plain("workflow", parameters.workflow()),
        QueryParams.plain("type", parameters.type()),
        QueryParams.plain("agent", parameters.agent()),
        QueryParams.plain("organization", parameters.organization()));
  }

  private static @Nullable Instant instant(String field, @Nullable String text) {
    Instant at = QueryParams.instant(field, text);
    if (at != null && (at.isBefore(FIRST) || at.isAfter(LAST))) {
      throw QueryParams.refused(field, "is a time from 1970 to 9998");
    }
    return at;
  }

  private static Span span(@Nullable String word) {
    if (word == null) {
      return Span.DAY;
    }
    for (Span span : Span.values()) {
      if (span.word().equals(word)) {
        return span;
      }
    }
    throw QueryParams.refused("bucket", "is hour or day");
  }

  private static Instant end(Span span, Instant to) {
    Instant start = span.start(to);
    return start.equals(to) ? to : span.next(start);
  }

  /**
   * A time and the span of its cells.
   *
   * @param to exclusive
   */
  record Stretch(Span span, Instant from, Instant to) {}

  /** The whole time in the buckets of the request. */
  Stretch inBuckets() {
    return new Stretch(span, from, to);
  }

  /**
   * The whole time in the fewest cells, for what is not told by bucket: whole days, and the hours
   * before and after them.
   */
  List<Stretch> inFewestCells() {
    Instant firstDay = end(Span.DAY, from);
    Instant lastDay = Span.DAY.start(to);
    if (!firstDay.isBefore(lastDay)) {
      return List.of(inBuckets());
    }
    return Stream.of(
            new Stretch(Span.HOUR, from, firstDay),
            new Stretch(Span.DAY, firstDay, lastDay),
            new Stretch(Span.HOUR, lastDay, to))
        .filter(stretch -> stretch.from().isBefore(stretch.to()))
        .toList();
  }

  /**
   * The cells that answer it.
   *
   * @param sees organizations that the caller may see
   * @param id of the workflow, if the query names one
   */
  Selection selection(Organizations sees, @Nullable UUID id) {
    List<String> organizations = null;
    if (organization != null) {
      organizations = sees.include(organization) ? List.of(organization) : List.of();
    } else if (!sees.all()) {
      organizations = sees.words();
    }
    return new Selection(organizations, id, type, agent);
  }

  /** The word of the bucket. */
  String bucket() {
    return span.word();
  }
}
