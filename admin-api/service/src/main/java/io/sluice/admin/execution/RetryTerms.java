package io.sluice.admin.execution;

/**
 * The terms on which an execution may be repeated: its retry budget, and the properties of its
 * workflow.
 *
 * @param exclusive no two executions of its workflow may run at once: declared, or on probation
 */
public record RetryTerms(
    int maxRetries, boolean idempotent, boolean exclusive, boolean atMostOnce) {}
