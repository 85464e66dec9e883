package io.sluice.queue;

/**
 * Reports the exit of the process of a stuck attempt. Only now no thread of the attempt is alive,
 * so that a lock may be released and an idempotent workflow repeated.
 */
public record GoneEvent(String workerId, long pid, long generation) implements Completion.Payload {}
