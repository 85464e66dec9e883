package io.sluice.chaos.nemesis;

/**
 * The target and time of a fault, to explain its consequences. For Redis only data loss counts: a
 * Redis that is stopped or refuses writes must have no consequences.
 *
 * @param pid of the process or worker; 0 for other targets
 * @param at nanoseconds of the monotonic clock
 */
public record InjectedFault(FaultTarget part, long pid, long at) {

  /** The target of a fault: two faults with the same target never run at once. */
  public enum FaultTarget {
    PROCESS,
    WORKER,
    NETWORK,
    ADMIN_API,
    REDIS,
    POSTGRES,
    LOAD
  }
}
