package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An execution in a list, without its payloads.
 *
 * @param waitingReason set for PENDING: waiting_for_slot, not_in_queue_yet, exclusive (another
 *     execution of the workflow holds the lock) or alive_attempt (an earlier attempt may still be
 *     running)
 * @param runAt not before this instant
 * @param deadLetteredAt time of the end with spent retry budgets; absent if that did not happen, or
 *     after a requeue
 * @param queueMs milliseconds from queued to started
 * @param durationMs milliseconds that the last attempt ran
 * @param retries repetitions after a failure of the workflow itself
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
