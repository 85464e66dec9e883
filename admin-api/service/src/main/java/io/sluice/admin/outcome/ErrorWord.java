package io.sluice.admin.outcome;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Error types that are counted by their names (architecture, section 2). A workflow's own are class
 * names that it chooses, so they count as one.
 */
final class ErrorWord {

  /** Of FAILED executions. */
  static final List<String> FAILURES =
      List.of("ExecutionStuck", "WorkerLost", "ProcessCrashed", "OutOfMemory", "ResultTooLarge");

  /** All that are known. */
  static final List<String> KNOWN =
      Stream.concat(
              FAILURES.stream(),
              Stream.of("TimeoutError", "ApprovalRejected", "WorkflowBlacklisted"))
          .toList();

  private ErrorWord() {}

  static String of(@Nullable String errorType) {
    if (errorType == null) {
      return "none";
    }
    return KNOWN.contains(errorType) ? errorType : "other";
  }
}
