package io.sluice.queue;

import java.util.List;

/**
 * @param generation the queue's generation, empty when Redis lost it
 * @param liveness one for each attempt, in order
 */
public record RenewAnswer(String generation, List<Liveness> liveness) {}
