package io.sluice.queue;

/**
 * A completion that Redis has taken and the recorder has not confirmed.
 *
 * @param entry the last {@link CompleteAnswer#entry}
 */
public record Sent(Completion completion, String entry) {}
