package io.sluice.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A registered workflow.
 *
 * @param version rises by one with every bundle that changed it
 * @param timeoutSeconds absent takes the installation's default
 * @param executionModel thread, process or isolated; null takes the worker's default
 * @param blacklisted whether it may not run; false while it is on probation
 */
public record WorkflowView(
    UUID workflowId,
    String name,
    String description,
    int version,
    String bundleSha256,
    @Nullable Integer timeoutSeconds,
    @Nullable String executionModel,
    int maxRetries,
    boolean idempotent,
    boolean exclusive,
    boolean atMostOnce,
    boolean enabled,
    boolean blacklisted,
    Instant updatedAt) {}
