package io.sluice.admin.execution.query;

import io.sluice.admin.execution.ExecutionIds;
import io.sluice.admin.http.QueryParams;
import io.sluice.api.ExecutionStatus;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The query of a list of executions. Every value is checked here, so that the statement is built
 * from fixed text and bound parameters.
 *
 * @param before ids smaller than this one: the cursor and the end of the time range
 * @param from ids from this one on
 * @param durationSort durationSort duration first instead of newest first
 */
public record ExecutionQuery(
    Filter filter,
    @Nullable UUID from,
    @Nullable UUID before,
    @Nullable DurationSort durationSort,
    int limit) {

  /**
   * The conditions of a list of executions.
   *
   * @param deadLetters dead letters only
   */
  public record Filter(
      List<String> statuses,
      @Nullable String workflow,
      @Nullable String errorType,
      @Nullable String workerId,
      @Nullable String organization,
      Map.@Nullable Entry<String, String> label,
      @Nullable String q,
      boolean deadLetters) {}

  /** The query parameters of a list, unchecked. */
  public record ListParameters(
      @QueryParam("status") @Nullable String status,
      @QueryParam("workflow") @Nullable String workflow,
      @QueryParam("error_type") @Nullable String errorType,
      @QueryParam("worker_id") @Nullable String workerId,
      @QueryParam("organization") @Nullable String organization,
      @QueryParam("label") @Nullable String label,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("q") @Nullable String q,
      @QueryParam("sort") @Nullable String sort,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("50") int limit) {}

  /**
   * Checks the parameters.
   *
   * @throws ProblemException if one breaks a rule
   */
  public static ExecutionQuery of(ListParameters parameters) {
    return of(parameters, false);
  }

  /**
   * Checks the parameters of a list of dead letters.
   *
   * @throws ProblemException if one breaks a rule
   */
  public static ExecutionQuery ofDeadLetters(ListParameters parameters) {
    return of(parameters, true);
  }

  private static ExecutionQuery of(ListParameters parameters, boolean deadLetters) {
    DurationSort durationSort = DurationSort.of(parameters);
    UUID cursor =
        durationSort == null ? QueryParams.cursor(parameters.cursor(), UUID::fromString) : null;
    return new ExecutionQuery(
        filter(parameters, deadLetters),
        first("from", parameters.from()),
        earlier(cursor, first("to", parameters.to())),
        durationSort,
        QueryParams.pageSize(parameters.limit()));
  }

  private static Filter filter(ListParameters parameters, boolean deadLetters) {
    return new Filter(
        statuses(parameters.status()),
        QueryParams.plain("workflow", parameters.workflow()),
        QueryParams.plain("error_type", parameters.errorType()),
        QueryParams.plain("worker_id", parameters.workerId()),
        QueryParams.plain("organization", parameters.organization()),
        label(parameters.label()),
        QueryParams.plain("q", parameters.q()),
        deadLetters);
  }

  /** The smallest id of a point in time. */
  private static @Nullable UUID first(String field, @Nullable String time) {
    Instant at = QueryParams.instant(field, time);
    return at == null ? null : ExecutionIds.first(at);
  }

  private static @Nullable UUID earlier(@Nullable UUID cursor, @Nullable UUID to) {
    if (cursor == null || to == null) {
      return cursor == null ? to : cursor;
    }
    int high = Long.compareUnsigned(cursor.getMostSignificantBits(), to.getMostSignificantBits());
    return high <= 0 ? cursor : to;
  }

  private static List<String> statuses(@Nullable String parameters) {
    if (parameters == null) {
      return List.of();
    }
    var statuses = new ArrayList<String>();
    for (String word : parameters.split(",", -1)) {
      try {
        statuses.add(ExecutionStatus.valueOf(word.strip()).name());
      } catch (IllegalArgumentException e) {
        throw QueryParams.refused(
            "status", "is one of " + Arrays.toString(ExecutionStatus.values()) + ", or some");
      }
    }
    return statuses;
  }

  private static Map.@Nullable Entry<String, String> label(@Nullable String parameters) {
    if (parameters == null) {
      return null;
    }
    int colon = parameters.indexOf(':');
    if (colon < 1) {
      throw QueryParams.refused("label", "has the form name:value");
    }
    String _ = QueryParams.plain("label", parameters);
    return Map.entry(parameters.substring(0, colon), parameters.substring(colon + 1));
  }
}
