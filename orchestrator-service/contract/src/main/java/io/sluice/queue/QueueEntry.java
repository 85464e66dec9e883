package io.sluice.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An accepted execution to be added to the queue.
 *
 * @param maxLosses number of losses that make it {@code SPENT} (loss budget + 1)
 * @param due earliest start; absent means now
 */
public record QueueEntry(
    String executionId,
    long epoch,
    Priority priority,
    int maxLosses,
    @Nullable Instant due,
    ExecutionBody body) {}
