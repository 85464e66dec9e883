package io.sluice.orchestrator.link;

import java.time.Duration;

/**
 * Bounds on connections whose sender is not known yet.
 *
 * @param helloWithin how long a connection may take until its Hello
 * @param perUser connections of one user that is not the worker's own; a process needs one
 * @param inAll connections of all users together
 */
record AdmissionLimits(Duration helloWithin, int perUser, int inAll) {
  static final AdmissionLimits DEFAULT = new AdmissionLimits(Duration.ofSeconds(10), 4, 1024);
}
