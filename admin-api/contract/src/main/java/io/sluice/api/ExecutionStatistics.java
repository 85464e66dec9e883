package io.sluice.api;

import java.time.Instant;
import java.util.Map;

/**
 * How executions ended. One that ran again counts each of its ends.
 *
 * @param from the beginning of the first hour that is counted
 * @param total all ends
 * @param statuses ends by status
 * @param errorTypes ends that did not go well by error type; {@code other} for those of workflows
 */
public record ExecutionStatistics(
    int hours,
    Instant from,
    long total,
    Map<String, Long> statuses,
    Map<String, Long> errorTypes) {}
