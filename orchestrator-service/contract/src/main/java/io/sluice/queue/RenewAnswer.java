package io.sluice.queue;

import java.util.List;

/**
 * Result of renewing the leases of a worker.
 *
 * @param generation incarnation of the queue, empty if Redis has lost it
 * @param liveness one for each attempt, in order
 */
public record RenewAnswer(String generation, List<Liveness> liveness) {}
