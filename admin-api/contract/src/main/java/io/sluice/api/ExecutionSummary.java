package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An execution in a list: all but its payloads.
 *
 * @param waitingReason of what is PENDING: waiting_for_slot, not_in_queue_yet, exclusive (another
 *     one of its workflow holds the lock) or alive_attempt (an earlier attempt may still be alive)
 * @param runAt not before this instant
 * @param deadLetteredAt when it ended with its budgets spent; absent when it did not, or was
 *     requeued
 * @param queueMs milliseconds from queued to started
 * @param durationMs milliseconds its last attempt ran
 * @param retries failures of the workflow itself that were repeated
 */
public record ExecutionSummary(
    UUID executionId,
    UUID workflowId,
    String workflowName,
    @Nullable String organization,
    ExecutionStatus status,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String waitingReason,
    @Nullable String errorType,
    @Nullable String errorMessage,
    @Nullable String executionModel,
    @Nullable String workerId,
    @Nullable Long pid,
    Instant createdAt,
    @Nullable Instant runAt,
    Instant queuedAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable Instant deadLetteredAt,
    @Nullable Long queueMs,
    @Nullable Long durationMs,
    int attempt,
    int maxRetries,
    int retries,
    String priority,
    @Nullable Integer timeoutSeconds,
    Map<String, String> labels,
    @Nullable String uniqueKey,
    String createdBy) {}
