package io.sluice.admin.execution;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Labels of error types in metrics and counts. Error types of a workflow are class names that its
 * author chooses, so they share one label.
 */
final class ErrorLabel {

  /** Error types of FAILED executions. */
  static final List<String> FAILURES =
      List.of("ExecutionStuck", "WorkerLost", "ProcessCrashed", "OutOfMemory", "ResultTooLarge");

  /** All known error types. */
  static final List<String> KNOWN =
      Stream.concat(
              FAILURES.stream(),
              Stream.of("TimeoutError", "ApprovalRejected", "WorkflowBlacklisted"))
          .toList();

  private ErrorLabel() {}

  static String of(@Nullable String errorType) {
    if (errorType == null) {
      return "none";
    }
    return KNOWN.contains(errorType) ? errorType : "other";
  }
}
