package io.sluice.admin.bulk;

import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.api.ExecutionStatus;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can be ordered in bulk. */
enum BulkAction {
  /** Of what has not ended. */
  CANCEL,
  /** Of what has ended; of what went well only when it is asked for by name. */
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

  /** The statuses that a filter means that names none. */
  String usualStatuses() {
    return Arrays.stream(ExecutionStatus.values())
        .filter(status -> fits(status) && status != ExecutionStatus.SUCCESS)
        .map(Enum::name)
        .collect(Collectors.joining(","));
  }

  /** Whether it can be carried out on an execution of this status. */
  boolean fits(ExecutionStatus status) {
    return status.terminal() == (this == RETRY);
  }
}
