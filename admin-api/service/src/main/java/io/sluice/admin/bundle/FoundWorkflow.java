package io.sluice.admin.bundle;

import org.jspecify.annotations.Nullable;

/**
 * A workflow as its class file declares it.
 *
 * @param entryPoint class name
 * @param timeoutSeconds absent takes the installation's default
 * @param executionModel thread, process or isolated; absent takes the worker's default
 */
public record FoundWorkflow(
    String name,
    String description,
    String entryPoint,
    @Nullable Integer timeoutSeconds,
    @Nullable String executionModel,
    int maxRetries,
    boolean idempotent,
    boolean exclusive,
    boolean atMostOnce) {}
