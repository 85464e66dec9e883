package io.sluice.queue;

import java.time.Instant;

/**
 * Where an attempt runs.
 *
 * @param pid label for people; the process is identified by worker and generation
 * @param executionModel {@code thread}, {@code process} or {@code isolated}
 */
public record StartedEvent(
    String workerId, long pid, long generation, String executionModel, Instant startedAt) {}
