package io.sluice.admin.execution.retry;

import io.sluice.admin.execution.query.ExecutionQuery;
import io.sluice.admin.execution.query.ExecutionQuery.ListParameters;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.api.BulkApi.BulkRequest;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.ExecutionSummary;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rules of a bulk operation. Pure. */
final class BulkRules {

  /** The action of a bulk operation. */
  enum BulkAction {
    /** Cancels executions that have not ended. */
    CANCEL,
    /** Runs ended executions again; successful ones only if the filter names SUCCESS. */
    RETRY,
    /** Discards dead letters. */
    DISCARD;

    static BulkAction of(@Nullable String word) {
      for (BulkAction action : values()) {
        if (action.word().equals(word)) {
          return action;
        }
      }
      throw new ProblemException(
          ProblemType.INVALID.field("action", "is cancel, retry or discard"));
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The statuses that apply if the filter names none. */
    String usualStatuses() {
      return Arrays.stream(ExecutionStatus.values())
          .filter(status -> fits(status) && status != ExecutionStatus.SUCCESS)
          .map(Enum::name)
          .collect(Collectors.joining(","));
    }

    /** True if it can be carried out on an execution of this status. */
    boolean fits(ExecutionStatus status) {
      return switch (this) {
        case CANCEL -> !status.terminal();
        case RETRY -> status.terminal();
        case DISCARD -> status == ExecutionStatus.FAILED || status == ExecutionStatus.TIMEOUT;
      };
    }
  }

  private static final int MAX_REASON = 1000;

  /** Executions in one step. */
  static final int MAX_STEP = 200;

  private BulkRules() {}

  /**
   * A checked bulk operation.
   *
   * @param filter with its statuses, and no newer than the command
   */
  record BulkCommand(
      BulkAction action,
      BulkRequest.Filter filter,
      @Nullable String reason,
      @Nullable Integer perSecond) {}

  /**
   * Checks a request.
   *
   * @throws ProblemException if it breaks a rule
   */
  static BulkCommand checked(BulkRequest request, Instant now) {
    BulkAction action = BulkAction.of(request.action());
    BulkRequest.Filter filter = request.filter();
    if (filter == null || isEmpty(filter)) {
      throw new ProblemException(
          ProblemType.INVALID.field(
              "filter",
              "has at least one of status, workflow, error_type, worker_id, organization, label,"
                  + " from, to, q, dead_letter"));
    }
    String reason = request.reason();
    if (reason != null && (reason.length() > MAX_REASON || reason.indexOf('\0') >= 0)) {
      throw new ProblemException(
          ProblemType.INVALID.field("reason", "has at most 1000 characters and no NUL"));
    }
    if (action == BulkAction.DISCARD) {
      checkDiscard(filter, reason);
    }
    BulkCommand command =
        new BulkCommand(action, limited(filter, action, now), reason, request.perSecond());
    for (String status : query(command.filter(), null, 1).filter().statuses()) {
      if (!action.fits(ExecutionStatus.valueOf(status))) {
        throw new ProblemException(
            ProblemType.INVALID.field(
                "filter.status", status + " is no status to " + action.word()));
      }
    }
    return command;
  }

  private static void checkDiscard(BulkRequest.Filter filter, @Nullable String reason) {
    if (!Boolean.TRUE.equals(filter.deadLetter())) {
      throw new ProblemException(
          ProblemType.INVALID.field(
              "filter.dead_letter", "must be true: only dead letters are discarded"));
    }
    if (reason == null || reason.isBlank()) {
      throw new ProblemException(
          ProblemType.INVALID.field("reason", "says why, for the audit log"));
    }
  }

  /**
   * Number of executions of the next step of an operation.
   *
   * @param perSecond null if it is as fast as possible
   */
  static int stepSize(@Nullable Integer perSecond) {
    return perSecond == null ? MAX_STEP : Math.min(MAX_STEP, perSecond);
  }

  /**
   * True if it ended after the operation was ordered. Such an execution was not meant: the
   * operation itself may have run it again before an interruption.
   */
  static boolean endedAfter(ExecutionSummary execution, Instant ordered) {
    Instant finished = execution.finishedAt();
    return finished != null && finished.isAfter(ordered);
  }

  private static boolean isEmpty(BulkRequest.Filter filter) {
    return Stream.of(
            filter.status(),
            filter.workflow(),
            filter.errorType(),
            filter.workerId(),
            filter.organization(),
            filter.label(),
            filter.from(),
            filter.to(),
            filter.q(),
            filter.deadLetter())
        .allMatch(Objects::isNull);
  }

  /** Limits the filter to executions that are accepted by now. */
  private static BulkRequest.Filter limited(
      BulkRequest.Filter filter, BulkAction action, Instant now) {
    Instant to = filter.to();
    return new BulkRequest.Filter(
        filter.status() == null ? action.usualStatuses() : filter.status(),
        filter.workflow(),
        filter.errorType(),
        filter.workerId(),
        filter.organization(),
        filter.label(),
        filter.from(),
        to == null || to.isAfter(now) ? now : to,
        filter.q(),
        filter.deadLetter());
  }

  /** The query for the page after a cursor. */
  static ExecutionQuery query(BulkRequest.Filter filter, @Nullable UUID cursor, int limit) {
    var parameters =
        new ListParameters(
            filter.status(),
            filter.workflow(),
            filter.errorType(),
            filter.workerId(),
            filter.organization(),
            filter.label(),
            filter.from() == null ? null : filter.from().toString(),
            filter.to() == null ? null : filter.to().toString(),
            filter.q(),
            null,
            cursor == null ? null : cursor.toString(),
            limit);
    return Boolean.TRUE.equals(filter.deadLetter())
        ? ExecutionQuery.ofDeadLetters(parameters)
        : ExecutionQuery.of(parameters);
  }
}
