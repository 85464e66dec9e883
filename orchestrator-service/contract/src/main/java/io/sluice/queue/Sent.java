package io.sluice.queue;

/**
 * A completion that Redis took and the recorder has not confirmed.
 *
 * @param entry as {@link CompleteAnswer#entry} told
 */
public record Sent(Completion completion, String entry) {}
