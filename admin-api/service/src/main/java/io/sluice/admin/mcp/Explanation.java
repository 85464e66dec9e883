package io.sluice.admin.mcp;

import io.sluice.api.ExecutionDetail;
import io.sluice.api.ExecutionStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says in one or two sentences why an execution is in its state. Pure functions. */
final class Explanation {

  private Explanation() {}

  static String of(ExecutionDetail execution) {
    return switch (execution.status()) {
      case AWAITING_APPROVAL ->
          "Its council has not decided yet. get_action shows the votes and the deadline.";
      case SCHEDULED -> "It runs not before " + execution.runAt() + ".";
      case PENDING -> waiting(Objects.requireNonNullElse(execution.waitingReason(), ""));
      case RUNNING -> running(execution);
      case SUCCESS -> "It has ended well. get_result has its result.";
      case CANCELLED -> sentence("It was cancelled" + words(execution.errorMessage()));
      case FAILED, TIMEOUT, BLOCKED -> ended(execution);
    };
  }

  private static String waiting(String reason) {
    return switch (reason) {
      case "waiting_for_slot" -> "It is queued, and no worker has a free slot for it yet.";
      case "not_in_queue_yet" ->
          "It is stored and not in the queue yet: Redis is full or gives no answer. It is queued by"
              + " itself.";
      case "exclusive" -> "Another execution of its workflow runs, and the workflow is exclusive.";
      case "alive_attempt" ->
          "An earlier attempt of it may still run in a process that has not ended.";
      default -> "It waits to run.";
    };
  }

  private static String running(ExecutionDetail execution) {
    return execution.cancelRequestedAt() == null
        ? "It runs on the worker " + execution.workerId() + "."
        : "It was told to stop and has not stopped yet. If it ignores that, it is ended as stuck.";
  }

  private static String ended(ExecutionDetail execution) {
    ExecutionDetail.StuckView stuck = execution.stuck();
    if (execution.status() == ExecutionStatus.FAILED
        && Objects.equals(execution.errorType(), "ExecutionStuck")
        && stuck != null
        && stuck.verdict() != null) {
      return sentence("It did not stop when it was told to: " + stuck.verdict());
    }
    return sentence(
        "It ended as "
            + execution.status()
            + (execution.errorType() == null ? "" : " with " + execution.errorType())
            + words(execution.errorMessage()));
  }

  private static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }

  private static String words(@Nullable String text) {
    return text == null || text.isBlank() ? "" : ": " + text.strip();
  }
}
