package io.sluice.orchestrator.fleet;

/** An event of one process or of the worker. Events of an unknown generation change nothing. */
public sealed interface FleetEvent {

  /** The process is ready: Hello accepted, bundles loaded, one no-op through each slot. */
  record Ready(Generation generation) implements FleetEvent {}

  /**
   * A launch failed.
   *
   * @param why reason, for readiness
   */
  record LaunchFailed(Generation generation, String why) implements FleetEvent {}

  /** The process has sent a message. */
  record Heard(Generation generation) implements FleetEvent {}

  /** An execution ignored its cancel ladder. */
  record StuckReported(Generation generation) implements FleetEvent {}

  /** The process should be replaced, for the given reason. */
  record ReplaceDue(Generation generation, ReplaceReason reason) implements FleetEvent {}

  /** The process reports that only stuck executions, or none, are left; it exits by itself. */
  record Drained(Generation generation) implements FleetEvent {}

  /** The link was closed, because of a protocol violation or because the process is exiting. */
  record LinkLost(Generation generation) implements FleetEvent {}

  /**
   * The process has exited.
   *
   * @param how description, for readiness
   */
  record Exited(Generation generation, String how) implements FleetEvent {}

  /** An administrator requested its replacement without loss of executions. */
  record RecycleRequested(Generation generation, AdminCommand command) implements FleetEvent {}

  /** An administrator requested its end, with the executions in it. */
  record KillRequested(Generation generation, AdminCommand command) implements FleetEvent {}

  /** The demand of executions for processes has changed. */
  record DemandChanged(Demand demand) implements FleetEvent {}

  /** The worker shuts down. */
  record CloseRequested() implements FleetEvent {}

  /** Time has passed without another event. */
  record TimePassed() implements FleetEvent {}
}
