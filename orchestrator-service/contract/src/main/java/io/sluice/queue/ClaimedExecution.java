package io.sluice.queue;

/** An execution that this worker holds until it completes, releases or loses it. */
public record ClaimedExecution(
    Attempt attempt, Priority priority, int maxLosses, ExecutionBody body) {}
