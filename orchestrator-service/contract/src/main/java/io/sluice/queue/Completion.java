package io.sluice.queue;

/**
 * What became of an attempt.
 *
 * @param kind RESULT, STUCK or SUSPECT
 */
public record Completion(Attempt attempt, EventKind kind, OutcomeEvent outcome) {}
