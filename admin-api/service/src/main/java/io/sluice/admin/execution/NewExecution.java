package io.sluice.admin.execution;

import io.sluice.api.ExecutionStatus;
import io.sluice.queue.ExecutionBody;
import io.sluice.queue.ExecutionTrace;
import io.sluice.queue.Priority;
import io.sluice.queue.QueueEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An accepted execution that is not written yet.
 *
 * @param awaitsApproval true if a council decides whether it runs; it is due at once then
 * @param runAt absent if it is due at once
 * @param traceparent context of the span that submits it; absent if it is not traced
 */
public record NewExecution(
    UUID id,
    RunnableWorkflow workflow,
    String inputJson,
    long timeoutMs,
    Priority priority,
    @Nullable String executionModel,
    @Nullable String organization,
    @Nullable String labelsJson,
    int maxRetries,
    boolean awaitsApproval,
    @Nullable Instant runAt,
    @Nullable String uniqueKey,
    @Nullable String traceparent) {

  /** Executions that are due later than this wait in PostgreSQL. */
  private static final Duration SOON = Duration.ofMinutes(5);

  /** Returns this with the context of the span that submits it. */
  public NewExecution traced(@Nullable String by) {
    return new NewExecution(
        id,
        workflow,
        inputJson,
        timeoutMs,
        priority,
        executionModel,
        organization,
        labelsJson,
        maxRetries,
        awaitsApproval,
        runAt,
        uniqueKey,
        by);
  }

  public ExecutionStatus status() {
    if (awaitsApproval) {
      return ExecutionStatus.AWAITING_APPROVAL;
    }
    return runAt == null ? ExecutionStatus.PENDING : ExecutionStatus.SCHEDULED;
  }

  /** The lock it must hold before it is published; null if it needs none. */
  @Nullable String lockKey() {
    return workflow.exclusive() ? workflow.id().toString() : null;
  }

  /**
   * True if the enqueuer takes it right after the commit. The publisher takes the others: those
   * that need a lock, are due later or await approval.
   */
  public boolean enqueuedAtOnce(Instant now) {
    return !awaitsApproval
        && !workflow.exclusive()
        && (runAt == null || !runAt.isAfter(now.plus(SOON)));
  }

  public QueueEntry entry(int lossesLeft, Instant now) {
    var body =
        new ExecutionBody(
            workflow.id().toString(),
            workflow.gate().workflowName(),
            workflow.bundleSha256(),
            workflow.entryPoint(),
            inputJson,
            timeoutMs,
            executionModel,
            1,
            workflow.exclusive(),
            workflow.permit(),
            ExecutionTrace.of(traceparent, runAt == null ? now : runAt));
    // PostgreSQL decides on every loss of an execution that needs a permit.
    int maxLosses = workflow.permit() ? 1 : lossesLeft;
    return new QueueEntry(id.toString(), 1, priority, maxLosses, runAt, organization, body);
  }
}
