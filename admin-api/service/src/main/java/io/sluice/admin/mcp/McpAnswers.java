package io.sluice.admin.mcp;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.api.ActionApi.ActionType;
import io.sluice.api.ExecutionDetail;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.WorkflowView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers of the tools, where the API has no record of the same content. */
final class McpAnswers {

  private McpAnswers() {}

  /**
   * A page of workflows.
   *
   * @param actionTypes names that ask_for_action takes beside those of workflows; on the first page
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Workflows(
      List<Workflow> items, @Nullable String nextCursor, @Nullable List<ActionType> actionTypes) {}

  /**
   * A workflow.
   *
   * @param inputSchema JSON Schema of its input; an empty object accepts everything
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Workflow(
      String name,
      @Nullable String description,
      @Nullable Integer timeoutSeconds,
      boolean idempotent,
      boolean enabled,
      boolean blacklisted,
      @Nullable JsonNode inputSchema) {

    static Workflow of(WorkflowView view) {
      return new Workflow(
          view.name(),
          view.description(),
          view.timeoutSeconds(),
          view.idempotent(),
          view.enabled(),
          view.blacklisted(),
          view.inputSchema());
    }
  }

  /**
   * The state of an execution, without its payloads.
   *
   * @param explanation why it is in this state, and what happens next
   * @param stuck verdict, top frame and stack of a stuck attempt
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Execution(
      UUID executionId,
      String workflowName,
      @Nullable String organization,
      ExecutionStatus status,
      String explanation,
      @Nullable String waitingReason,
      @Nullable String errorType,
      @Nullable String errorMessage,
      int attempt,
      int retries,
      int losses,
      @Nullable String workerId,
      Instant createdAt,
      @Nullable Instant startedAt,
      @Nullable Instant finishedAt,
      @Nullable Instant cancelRequestedAt,
      String createdBy,
      ExecutionDetail.@Nullable Progress progress,
      ExecutionDetail.@Nullable StuckView stuck) {

    static Execution of(ExecutionDetail detail) {
      return new Execution(
          detail.executionId(),
          detail.workflowName(),
          detail.organization(),
          detail.status(),
          Explanation.of(detail),
          detail.waitingReason(),
          detail.errorType(),
          detail.errorMessage(),
          detail.attempt(),
          detail.retries(),
          detail.losses(),
          detail.workerId(),
          detail.createdAt(),
          detail.startedAt(),
          detail.finishedAt(),
          detail.cancelRequestedAt(),
          detail.createdBy(),
          detail.progress(),
          detail.stuck());
    }
  }

  /**
   * The result of an execution.
   *
   * @param redacted true if the caller may not see results; then it is null
   */
  @RegisterForReflection
  record Result(
      UUID executionId,
      ExecutionStatus status,
      @JsonRawValue @Nullable String result,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean redacted) {}

  /**
   * The effect that a tool would have.
   *
   * @param wouldHappen in words
   */
  @RegisterForReflection
  record Preview(boolean preview, String wouldHappen, String next, Object subject) {

    static Preview of(String wouldHappen, Object subject) {
      return new Preview(
          true, wouldHappen, "Nothing has changed. Call again with confirm: true.", subject);
    }
  }

  /** An action that would be asked for. */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Plan(
      String workflowType,
      String workflow,
      @Nullable String council,
      @Nullable Map<String, BigDecimal> calculatedSavings) {}
}
