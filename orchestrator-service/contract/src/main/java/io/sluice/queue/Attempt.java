package io.sluice.queue;

/**
 * One delivery of an execution. The token is {@code (epoch, claim)}: epoch is issued by PostgreSQL
 * and never goes down, claim is issued by Redis at each delivery inside an epoch (docs/queue.md).
 */
public record Attempt(String executionId, long epoch, long claim) {}
