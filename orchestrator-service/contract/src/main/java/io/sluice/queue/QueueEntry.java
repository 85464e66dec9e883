package io.sluice.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An accepted execution on its way into the queue.
 *
 * @param maxLosses how many losses make it {@code SPENT} (loss budget + 1)
 * @param due not before this instant; absent means now
 */
public record QueueEntry(
    String executionId,
    long epoch,
    Priority priority,
    int maxLosses,
    @Nullable Instant due,
    ExecutionBody body) {}
