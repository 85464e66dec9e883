package io.sluice.orchestrator.slots;

/** Phase of an execution in a process, as the live view shows it. */
public enum Phase {
  RUNNING,
  /** Told to stop, within grace. */
  COMPLETING,
  STUCK
}
