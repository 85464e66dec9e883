package io.sluice.admin.execution;

import io.sluice.admin.problem.PageLimit;
import io.sluice.admin.problem.ProblemException;
import io.sluice.admin.problem.ProblemType;
import io.sluice.api.ExecutionStatus;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which executions a list is asked for. Every value is checked here, so that the statement is built
 * of known words and bound parameters.
 *
 * @param before ids smaller than this one: the cursor and the end of the range of time
 * @param from ids from this one on
 * @param deadLetters only those
 * @param longest what ran longest first, instead of what is newest
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
    @Nullable Longest longest,
    int limit) {

  /**
   * Reads the words.
   *
   * @throws ProblemException when one breaks a rule
   */
  public static ExecutionQuery of(ListParameters words) {
    return of(words, false);
  }

  /**
   * Reads the words, for dead letters only.
   *
   * @throws ProblemException when one breaks a rule
   */
  public static ExecutionQuery ofDeadLetters(ListParameters words) {
    return of(words, true);
  }

  private static ExecutionQuery of(ListParameters words, boolean deadLetters) {
    Longest longest = Longest.of(words);
    UUID cursor = longest != null || words.cursor() == null ? null : id("cursor", words.cursor());
    UUID to = words.to() == null ? null : ExecutionIds.first(instant("to", words.to()));
    return new ExecutionQuery(
        statuses(words.status()),
        plain("workflow", words.workflow()),
        plain("error_type", words.errorType()),
        plain("worker_id", words.workerId()),
        plain("organization", words.organization()),
        label(words.label()),
        words.from() == null ? null : ExecutionIds.first(instant("from", words.from())),
        earlier(cursor, to),
        plain("q", words.q()),
        deadLetters,
        longest,
        PageLimit.checked(words.limit()));
  }

  static UUID id(String field, String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw refused(field, "is not one that this API gave");
    }
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
        throw refused(
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
      throw refused("label", "has the form name:value");
    }
    plain("label", words);
    return Map.entry(words.substring(0, colon), words.substring(colon + 1));
  }

  static Instant instant(String field, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw refused(field, "is a time like 2026-01-31T12:00:00.000Z");
    }
  }

  private static @Nullable String plain(String field, @Nullable String text) {
    if (text != null && (text.length() > 300 || text.indexOf('\0') >= 0)) {
      throw refused(field, "has at most 300 characters and no NUL");
    }
    return text;
  }

  private static ProblemException refused(String field, String message) {
    return new ProblemException(ProblemType.INVALID.field(field, message));
  }
}
