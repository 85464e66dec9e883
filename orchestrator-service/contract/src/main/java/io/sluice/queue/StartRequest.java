package io.sluice.queue;

/** Asks for the last door before Execute; {@code started} is recorded when it opens. */
public record StartRequest(Attempt attempt, String workflowId, StartedEvent started) {}
