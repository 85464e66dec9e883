package io.sluice.api;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An execution in a list: all but its payloads.
 *
 * @param queueMs milliseconds from queued to started
 * @param durationMs milliseconds its last attempt ran
 */
public record ExecutionSummary(
    UUID executionId,
    UUID workflowId,
    String workflowName,
    @Nullable String organization,
    ExecutionStatus status,
    @Nullable String errorType,
    @Nullable String errorMessage,
    @Nullable String executionModel,
    @Nullable String workerId,
    @Nullable Long pid,
    Instant createdAt,
    Instant queuedAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable Long queueMs,
    @Nullable Long durationMs,
    int attempt,
    int maxRetries,
    String priority,
    @Nullable Integer timeoutSeconds,
    Map<String, String> labels,
    String createdBy) {}
