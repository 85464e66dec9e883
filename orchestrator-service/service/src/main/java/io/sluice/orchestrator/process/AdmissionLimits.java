package io.sluice.orchestrator.process;

import java.time.Duration;

/**
 * Limits on connections whose sender is not known yet.
 *
 * @param helloWithin longest time from a connection to its Hello
 * @param perUser connections of one user other than the one of the worker; a process needs one
 * @param inAll connections of all users together
 */
record AdmissionLimits(Duration helloWithin, int perUser, int inAll) {
  static final AdmissionLimits DEFAULT = new AdmissionLimits(Duration.ofSeconds(10), 4, 1024);
}
