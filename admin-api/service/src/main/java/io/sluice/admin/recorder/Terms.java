package io.sluice.admin.recorder;

/**
 * What was promised about repeating an execution: its retry budget, and what its workflow declares.
 *
 * @param exclusive no two of its workflow may run at once: declared, or on probation
 */
record Terms(int maxRetries, boolean idempotent, boolean exclusive, boolean atMostOnce) {}
