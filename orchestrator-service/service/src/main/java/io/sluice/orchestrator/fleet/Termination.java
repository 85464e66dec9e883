package io.sluice.orchestrator.fleet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Ends a process with one of three strengths: drain, terminate, kill. Pure. */
final class Termination {

  private Termination() {}

  /** Drains a process: it takes no more work, finishes its healthy executions and exits. */
  static FleetDecision drain(
      Fleet fleet,
      Generation g,
      ProcessState.Active active,
      @Nullable ReplaceReason reason,
      Instant now) {
    return FleetDecision.of(
        fleet.move(g, active.toDraining(), now), new FleetEffect.Drain(g, reason));
  }

  /** Marks a process as exiting by itself. */
  static Fleet exitsByItself(Fleet fleet, Generation g, Instant now) {
    return fleet.move(
        g, ProcessState.exitingByItself(now, FleetPolicy.EXIT_TIMEOUT, command(fleet, g)), now);
  }

  static FleetDecision terminate(Fleet fleet, Generation g, FleetPolicy policy, Instant now) {
    return terminate(fleet, g, null, policy, now);
  }

  static FleetDecision terminate(
      Fleet fleet, Generation g, @Nullable ReplaceReason reason, FleetPolicy policy, Instant now) {
    return FleetDecision.of(
        fleet.move(
            g, ProcessState.signalled(now, policy.timing().graceful(), command(fleet, g)), now),
        new FleetEffect.Terminate(g, reason));
  }

  static FleetDecision kill(Fleet fleet, Generation g, KillReason reason, Instant now) {
    return FleetDecision.of(
        fleet.move(
            g, ProcessState.signalled(now, FleetPolicy.KILL_INTERVAL, command(fleet, g)), now),
        new FleetEffect.Kill(g, reason));
  }

  private static @Nullable AdminCommand command(Fleet fleet, Generation g) {
    ProcessState state = fleet.state(g);
    return state == null ? null : state.command();
  }
}
