package io.sluice.queue;

import org.jspecify.annotations.Nullable;

/**
 * Data that a worker needs to run an execution.
 *
 * @param entryPoint class name of the workflow inside the bundle
 * @param inputJson input as JSON text, at most 256 KiB
 * @param timeoutMs milliseconds until it is told to stop; absent means no deadline
 * @param executionModel {@code thread}, {@code process} or {@code isolated}; absent for the default
 *     of the worker
 * @param attemptNumber 1 for the first attempt
 * @param exclusive true if no two executions of its workflow may run at once; it is told to stop if
 *     its lease cannot be kept
 * @param permit true if it needs a start permit from PostgreSQL: exclusive or at most once
 * @param trace absent if it is not traced, and from an older admin-api
 */
public record ExecutionBody(
    String workflowId,
    String workflowName,
    String bundleSha256,
    String entryPoint,
    String inputJson,
    @Nullable Long timeoutMs,
    @Nullable String executionModel,
    int attemptNumber,
    boolean exclusive,
    boolean permit,
    @Nullable ExecutionTrace trace) {}
