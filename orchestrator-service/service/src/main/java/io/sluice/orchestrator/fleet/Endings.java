package io.sluice.orchestrator.fleet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Ends a process with one of three strengths: drain, terminate, kill. Pure. */
final class Endings {

  private Endings() {}

  /** Drains a process: it takes no more work, finishes its healthy executions and exits. */
  static Decision drain(
      Fleet fleet,
      Generation g,
      ProcessState.Active active,
      @Nullable ReplaceReason reason,
      Instant now) {
    return Decision.of(fleet.move(g, active.toLeaving(), now), new FleetEffect.Drain(g, reason));
  }

  /** Marks a process as exiting by itself. */
  static Fleet leave(Fleet fleet, Generation g, Instant now) {
    return fleet.move(g, ProcessState.leaving(now, FleetPolicy.LEAVE_WITHIN, order(fleet, g)), now);
  }

  static Decision terminate(Fleet fleet, Generation g, FleetPolicy policy, Instant now) {
    return terminate(fleet, g, null, policy, now);
  }

  static Decision terminate(
      Fleet fleet, Generation g, @Nullable ReplaceReason reason, FleetPolicy policy, Instant now) {
    return Decision.of(
        fleet.move(g, ProcessState.told(now, policy.graceful(), order(fleet, g)), now),
        new FleetEffect.Terminate(g, reason));
  }

  static Decision kill(Fleet fleet, Generation g, String why, Instant now) {
    return Decision.of(
        fleet.move(g, ProcessState.told(now, FleetPolicy.KILL_AGAIN, order(fleet, g)), now),
        new FleetEffect.Kill(g, why));
  }

  private static @Nullable Order order(Fleet fleet, Generation g) {
    ProcessState state = fleet.state(g);
    return state == null ? null : state.order();
  }
}
