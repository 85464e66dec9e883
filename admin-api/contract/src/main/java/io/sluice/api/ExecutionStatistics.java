package io.sluice.api;

import java.time.Instant;
import java.util.Map;

/**
 * Counts of ended executions. An execution that ran again is counted once for each end.
 *
 * @param from beginning of the first counted hour
 * @param total number of ends
 * @param statuses ends by status
 * @param errorTypes unsuccessful ends by error type; {@code other} for error types of workflows
 */
public record ExecutionStatistics(
    int hours,
    Instant from,
    long total,
    Map<String, Long> statuses,
    Map<String, Long> errorTypes) {}
