package io.sluice.admin.queue;

import java.time.Instant;

/**
 * PostgreSQL's word on what Redis should hold.
 *
 * @param generation Redis holds another one, or none, when it has lost data
 * @param since when this generation began
 * @param waitingSwept whether PENDING rows from before it have been compared with Redis
 * @param runningSwept the same for RUNNING rows
 */
record QueueGeneration(
    String generation, Instant since, boolean waitingSwept, boolean runningSwept) {}
