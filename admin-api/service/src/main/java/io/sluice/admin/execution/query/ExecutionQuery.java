package io.sluice.admin.execution.query;

import io.sluice.admin.execution.ExecutionIds;
import io.sluice.admin.http.QueryParams;
import io.sluice.api.ExecutionStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a list of executions. Every value is checked here, so that the statement is
 * built from fixed text and bound parameters.
 *
 * @param before ids smaller than this one: the cursor and the end of the time range
 * @param from ids from this one on
 * @param deadLetters dead letters only
 * @param longest longest duration first instead of newest first
 */
public record ExecutionQuery(
    List<String> statuses,
    @Nullable String workflow,
    @Nullable String errorType,
    @Nullable String workerId,
    @Nullable String organization,
    Map.@Nullable Entry<String, String> label,
    @Nullable UUID from,
    @Nullable UUID before,
    @Nullable String q,
    boolean deadLetters,
    @Nullable DurationSort longest,
    int limit) {

  /**
   * Checks the parameters.
   *
   * @throws ProblemException if one breaks a rule
   */
  public static ExecutionQuery of(ListParameters words) {
    return of(words, false);
  }

  /**
   * Checks the parameters of a list of dead letters.
   *
   * @throws ProblemException if one breaks a rule
   */
  public static ExecutionQuery ofDeadLetters(ListParameters words) {
    return of(words, true);
  }

  private static ExecutionQuery of(ListParameters words, boolean deadLetters) {
    DurationSort longest = DurationSort.of(words);
    UUID cursor = longest == null ? QueryParams.cursor(words.cursor(), UUID::fromString) : null;
    return new ExecutionQuery(
        statuses(words.status()),
        QueryParams.plain("workflow", words.workflow()),
        QueryParams.plain("error_type", words.errorType()),
        QueryParams.plain("worker_id", words.workerId()),
        QueryParams.plain("organization", words.organization()),
        label(words.label()),
        first("from", words.from()),
        earlier(cursor, first("to", words.to())),
        QueryParams.plain("q", words.q()),
        deadLetters,
        longest,
        QueryParams.pageSize(words.limit()));
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

  private static List<String> statuses(@Nullable String words) {
    if (words == null) {
      return List.of();
    }
    var statuses = new ArrayList<String>();
    for (String word : words.split(",", -1)) {
      try {
        statuses.add(ExecutionStatus.valueOf(word.strip()).name());
      } catch (IllegalArgumentException e) {
        throw QueryParams.refused(
            "status", "is one of " + Arrays.toString(ExecutionStatus.values()) + ", or some");
      }
    }
    return statuses;
  }

  private static Map.@Nullable Entry<String, String> label(@Nullable String words) {
    if (words == null) {
      return null;
    }
    int colon = words.indexOf(':');
    if (colon < 1) {
      throw QueryParams.refused("label", "has the form name:value");
    }
    String _ = QueryParams.plain("label", words);
    return Map.entry(words.substring(0, colon), words.substring(colon + 1));
  }
}
