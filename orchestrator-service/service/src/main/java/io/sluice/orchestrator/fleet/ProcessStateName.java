package io.sluice.orchestrator.fleet;

/** Name of a state of a process, in logs, metrics and heartbeats. */
public enum ProcessStateName {
  STARTING,
  STANDBY,
  ACTIVE,
  DRAINING,
  PENDING_KILL,
  EXITING;

  /** Returns true for a process that takes no more work and still has some. */
  public boolean isLeaving() {
    return this == DRAINING || this == PENDING_KILL;
  }
}
