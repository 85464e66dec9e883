package io.sluice.queue;

/** An execution that this worker owns until it completes, releases or loses it. */
public record ClaimedExecution(
    Attempt attempt, Priority priority, int maxLosses, ExecutionBody body) {}
