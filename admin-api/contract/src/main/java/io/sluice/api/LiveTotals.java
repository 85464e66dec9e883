package io.sluice.api;

import java.time.Instant;
import java.util.Map;

/**
 * How many executions were queued, started and finished since an instant, over all instances of
 * admin-api.
 *
 * @param since when the counting began: at the first start, and again after a loss of Redis
 * @param queued accepted, or put back to run again
 * @param started attempts that a process began
 * @param finished by status
 */
public record LiveTotals(
    Instant since, long queued, long started, Map<ExecutionStatus, Long> finished) {}
