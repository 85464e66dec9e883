package io.sluice.chaos.nemesis;

/** What a fault harms: two faults of the same part never run at once. */
public enum FaultTarget {
  PROCESS,
  WORKER,
  NETWORK,
  ADMIN_API,
  REDIS,
  POSTGRES,
  LOAD
}
