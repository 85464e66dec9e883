package io.sluice.admin.circuitbreaker;

import java.time.Duration;

/**
 * The condition on which the breaker trips.
 *
 * @param threshold distinct stuck executions of a workflow within the window
 */
record BreakerPolicy(int threshold, Duration window) {}
