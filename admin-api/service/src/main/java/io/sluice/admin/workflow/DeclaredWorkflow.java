package io.sluice.admin.workflow;

import org.jspecify.annotations.Nullable;

/**
 * A workflow as declared in its class file.
 *
 * @param entryPoint class name
 * @param timeoutSeconds absent uses the installation's default
 * @param executionModel thread, process or isolated; absent uses the worker's default
 */
public record DeclaredWorkflow(
    String name,
    String description,
    String entryPoint,
    @Nullable Integer timeoutSeconds,
    @Nullable String executionModel,
    int maxRetries,
    boolean idempotent,
    boolean exclusive,
    boolean atMostOnce) {}
