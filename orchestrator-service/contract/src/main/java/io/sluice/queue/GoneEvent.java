package io.sluice.queue;

/**
 * A process that held a stuck attempt is gone: its exit was seen. Only now nothing of the attempt
 * is alive, so a lock may be given up and an idempotent workflow repeated (queue protocol, section
 * 10).
 */
public record GoneEvent(String workerId, long pid, long generation) implements Completion.Payload {}
