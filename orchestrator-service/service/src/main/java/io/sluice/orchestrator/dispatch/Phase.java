package io.sluice.orchestrator.dispatch;

/** What the live view shows of an execution in a process. */
public enum Phase {
  RUNNING,
  /** Told to stop, within grace. */
  COMPLETING,
  STUCK
}
