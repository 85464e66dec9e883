package io.sluice.admin.execution.retry;

import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.api.ExecutionStatus;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The action of a bulk operation. */
enum BulkAction {
  /** CommandSender executions that have not ended. */
  CANCEL,
  /** Runs ended executions again; successful ones only if the filter names SUCCESS. */
  RETRY;

  static BulkAction of(@Nullable String word) {
    for (BulkAction action : values()) {
      if (action.word().equals(word)) {
        return action;
      }
    }
    throw new ProblemException(ProblemType.INVALID.field("action", "is cancel or retry"));
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
    return status.terminal() == (this == RETRY);
  }
}
