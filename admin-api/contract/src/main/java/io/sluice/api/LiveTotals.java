package io.sluice.api;

import java.time.Instant;
import java.util.Map;

/**
 * Numbers of executions queued, started and finished since an instant, over all instances of
 * admin-api.
 *
 * @param since start of the counting: the first start, or the last loss of Redis
 * @param queued accepted, or put back to run again
 * @param started attempts that a process started
 * @param finished by status
 */
public record LiveTotals(
    Instant since, long queued, long started, Map<ExecutionStatus, Long> finished) {}
