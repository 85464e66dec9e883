package io.sluice.queue;

import java.util.List;

/**
 * What renewing the leases of a worker gave.
 *
 * @param generation the queue's generation, empty when Redis lost it
 * @param liveness one for each attempt, in order
 */
public record RenewAnswer(String generation, List<Liveness> liveness) {}
