package io.sluice.admin.execution;

import io.sluice.admin.problem.ProblemType;
import io.sluice.api.Problem;
import io.sluice.api.SubmitRequest;
import io.sluice.queue.Priority;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Whether a submission is accepted, and as what. Values in, values out. */
final class AcceptanceRules {

  /** Bytes of input, as JSON (security, section 4). */
  private static final int MOST_INPUT_BYTES = 256 * 1024;

  private final int defaultTimeoutSeconds;

  AcceptanceRules(int defaultTimeoutSeconds) {
    this.defaultTimeoutSeconds = defaultTimeoutSeconds;
  }

  /** Answers the problem, or null when nothing stands against it. */
  static @Nullable Problem problem(Submission submission, @Nullable RunnableWorkflow workflow) {
    SubmitRequest request = submission.request();
    if (request.runAt() != null) {
      return ProblemType.INVALID.field(
          "run_at", "is not supported yet: leave it out, executions are queued at once");
    }
    if (request.uniqueKey() != null) {
      return ProblemType.INVALID.field(
          "unique_key", "is not supported yet: leave it out, or use the header Idempotency-Key");
    }
    if (bytes(submission.inputJson()) > MOST_INPUT_BYTES) {
      return ProblemType.TOO_LARGE.field(
          "input", "may have at most " + MOST_INPUT_BYTES + " bytes; hand over a path instead");
    }
    return workflow == null
        ? ProblemType.NO_SUCH_WORKFLOW.field(
            "workflow", "names no registered workflow; GET /api/workflows lists them")
        : closedDoor(workflow);
  }

  private static @Nullable Problem closedDoor(RunnableWorkflow workflow) {
    if (workflow.blacklistReason() != null) {
      return ProblemType.WORKFLOW_BLACKLISTED.problem(
          "The workflow "
              + workflow.name()
              + " is blacklisted since "
              + workflow.blacklistedAt()
              + ": "
              + workflow.blacklistReason());
    }
    return workflow.enabled()
        ? null
        : ProblemType.WORKFLOW_DISABLED.problem(
            "The workflow " + workflow.name() + " is disabled. Somebody must enable it first.");
  }

  long timeoutMs(SubmitRequest request, RunnableWorkflow workflow) {
    Integer asked = request.timeoutSeconds();
    Integer declared = workflow.timeoutSeconds();
    int seconds = asked != null ? asked : declared != null ? declared : defaultTimeoutSeconds;
    return seconds * 1000L;
  }

  static @Nullable String executionModel(SubmitRequest request, RunnableWorkflow workflow) {
    return request.executionModel() != null ? request.executionModel() : workflow.executionModel();
  }

  static int maxRetries(SubmitRequest request, RunnableWorkflow workflow) {
    Integer asked = request.maxRetries();
    return asked != null ? asked : workflow.maxRetries();
  }

  static Priority priority(SubmitRequest request) {
    String asked = request.priority();
    return switch (asked == null ? "normal" : asked) {
      case "high" -> Priority.HIGH;
      case "low" -> Priority.LOW;
      default -> Priority.NORMAL;
    };
  }

  private static int bytes(String text) {
    return text.length() > MOST_INPUT_BYTES
        ? text.length()
        : text.getBytes(StandardCharsets.UTF_8).length;
  }
}
