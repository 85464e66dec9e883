package io.sluice.orchestrator.fleet;

/** What happened. Events of an unknown generation change nothing. */
public sealed interface FleetEvent {

  /** Hello accepted, bundles prewarmed, one no-op through each slot. */
  record Proved(Generation generation) implements FleetEvent {}

  /**
   * No process came of a launch.
   *
   * @param why in words, for readiness
   */
  record LaunchFailed(Generation generation, String why) implements FleetEvent {}

  /** A sign of life. */
  record Heard(Generation generation) implements FleetEvent {}

  /** An execution ignored its cancel ladder. */
  record StuckReported(Generation generation) implements FleetEvent {}

  /** Something makes it unfit for new work. */
  record WornOut(Generation generation, ReplaceReason reason) implements FleetEvent {}

  /** Its last words: only stuck executions, or none, are left; it exits by itself. */
  record Drained(Generation generation) implements FleetEvent {}

  /** The link closed, by a breach of the protocol or because the process is going down. */
  record LinkLost(Generation generation) implements FleetEvent {}

  /**
   * Its exit was seen.
   *
   * @param how in words, for readiness
   */
  record Exited(Generation generation, String how) implements FleetEvent {}

  /** An administrator wants it replaced, at no cost to what runs in it. */
  record RecycleRequested(Generation generation, Order order) implements FleetEvent {}

  /** An administrator wants it ended now, with whatever is in it. */
  record KillRequested(Generation generation, Order order) implements FleetEvent {}

  /** Executions came, went or changed places. */
  record DemandChanged(Demand demand) implements FleetEvent {}

  /** The worker shuts down. */
  record CloseRequested() implements FleetEvent {}

  /** Nothing but time. */
  record TimePassed() implements FleetEvent {}
}
