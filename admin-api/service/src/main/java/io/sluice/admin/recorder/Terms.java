package io.sluice.admin.recorder;

/**
 * The terms on which an execution may be repeated: its retry budget, and the properties of its
 * workflow.
 *
 * @param exclusive no two executions of its workflow may run at once: declared, or on probation
 */
record Terms(int maxRetries, boolean idempotent, boolean exclusive, boolean atMostOnce) {}
