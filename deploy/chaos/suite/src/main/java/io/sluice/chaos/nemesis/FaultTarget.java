package io.sluice.chaos.nemesis;

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
