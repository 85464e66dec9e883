package io.sluice.admin.recorder;

/**
 * What was promised about repeating an execution: its retry budget, and what its workflow declares.
 */
record Terms(int maxRetries, boolean idempotent, boolean exclusive, boolean atMostOnce) {}
