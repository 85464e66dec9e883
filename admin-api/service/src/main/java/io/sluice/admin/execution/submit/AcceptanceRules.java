package io.sluice.admin.execution.submit;

import io.sluice.admin.execution.ExecutionConfig;
import io.sluice.admin.execution.RunnableWorkflow;
import io.sluice.admin.execution.submit.SubmissionService.Submission;
import io.sluice.admin.http.ProblemType;
import io.sluice.admin.identity.Organizations;
import io.sluice.api.Problem;
import io.sluice.api.SubmissionApi.SubmitRequest;
import io.sluice.queue.Priority;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Rules that accept or refuse a submission. Pure. */
final class AcceptanceRules {

  /** Largest input in bytes of JSON. */
  private static final int MAX_INPUT_BYTES = 256 * 1024;

  private static final Duration MAX_DELAY = Duration.ofDays(366);

  private final ExecutionConfig config;

  AcceptanceRules(ExecutionConfig config) {
    this.config = config;
  }

  /** Returns the problem, or null if the submission is accepted. */
  @Nullable Problem problem(
      Submission submission,
      @Nullable RunnableWorkflow workflow,
      Organizations allowed,
      Instant now) {
    Problem foreign = problemOfOrganization(submission.request().organization(), allowed);
    if (foreign != null) {
      return foreign;
    }
    Integer timeout = submission.request().timeoutSeconds();
    if (timeout != null && timeout > config.longestTimeoutSeconds()) {
      return ProblemType.INVALID.field(
          "timeout_seconds",
          "is at most " + config.longestTimeoutSeconds() + " in this installation");
    }
    Instant runAt = submission.request().runAt();
    if (runAt != null && runAt.isAfter(now.plus(MAX_DELAY))) {
      return ProblemType.INVALID.field(
          "run_at", "is at most " + MAX_DELAY.toDays() + " days ahead");
    }
    if (bytes(submission.input().json()) > MAX_INPUT_BYTES) {
      return ProblemType.TOO_LARGE.field(
          submission.input().field(),
          "may have at most " + MAX_INPUT_BYTES + " bytes; hand over a path instead");
    }
    return workflow == null
        ? ProblemType.NO_SUCH_WORKFLOW.field(
            "workflow", "names no registered workflow; GET /api/workflows lists them")
        : workflow.gate().problem(allowed);
  }

  /** Returns the problem, or null if the caller may submit for the organization. */
  static @Nullable Problem problemOfOrganization(
      @Nullable String organization, Organizations allowed) {
    return allowed.include(organization)
        ? null
        : ProblemType.INVALID.field(
            "organization", "is one of yours: " + String.join(", ", allowed.words()));
  }

  /** The time from which it may run; null if it may run at once. */
  static @Nullable Instant runAt(SubmitRequest request, Instant now) {
    Instant asked = request.runAt();
    return asked == null || !asked.isAfter(now) ? null : asked.truncatedTo(ChronoUnit.MICROS);
  }

  long timeoutMs(SubmitRequest request, RunnableWorkflow workflow) {
    Integer asked = request.timeoutSeconds();
    Integer declared = workflow.defaults().timeoutSeconds();
    int seconds = asked != null ? asked : declared != null ? declared : config.timeoutSeconds();
    return Math.min(seconds, config.longestTimeoutSeconds()) * 1000L;
  }

  static @Nullable String executionModel(SubmitRequest request, RunnableWorkflow workflow) {
    return request.executionModel() != null
        ? request.executionModel()
        : workflow.defaults().executionModel();
  }

  int maxRetries(SubmitRequest request, RunnableWorkflow workflow) {
    Integer asked = request.maxRetries();
    return asked != null
        ? asked
        : config.maxRetries(workflow.defaults().maxRetries(), workflow.atMostOnce());
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
    return text.length() > MAX_INPUT_BYTES
        ? text.length()
        : text.getBytes(StandardCharsets.UTF_8).length;
  }
}
