package io.sluice.orchestrator.fleet;

import io.sluice.orchestrator.fleet.ModelPolicy.Scaling;
import io.sluice.orchestrator.fleet.ProcessState.Active;
import io.sluice.orchestrator.fleet.ProcessState.Draining;
import io.sluice.orchestrator.fleet.ProcessState.Exiting;
import io.sluice.orchestrator.fleet.ProcessState.PendingKill;
import io.sluice.orchestrator.fleet.ProcessState.Standby;
import io.sluice.orchestrator.fleet.ProcessState.Starting;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Decides about processes of one slot: they take work as soon as they are ready, are replaced at
 * once, and are ended together with an execution that ignores its cancel, because no other is in
 * them. Pure.
 */
final class OnDemandRules {

  private OnDemandRules() {}

  /** Opens ready processes for work, drains due ones, and removes idle ones. */
  static FleetDecision serve(Fleet fleet, FleetPolicy policy, Instant now) {
    if (fleet.closing()) {
      return FleetDecision.of(fleet);
    }
    var decision = FleetDecision.of(fleet);
    for (Map.Entry<Generation, FleetProcess> entry : fleet.processes().entrySet()) {
      if (policy.of(entry.getValue().model()).hasOwnProcess()) {
        decision = decision.then(f -> serveOne(f, entry.getKey(), now));
      }
    }
    for (ExecutionModel model : policy.inOrder().toList()) {
      if (policy.of(model).serving() instanceof Scaling.OnDemand onDemand) {
        decision = decision.then(f -> shrink(f, model, onDemand, policy, now));
      }
    }
    return decision;
  }

  private static FleetDecision serveOne(Fleet fleet, Generation g, Instant now) {
    return switch (fleet.state(g)) {
      case Standby standby ->
          FleetDecision.of(fleet.move(g, standby.toActive(), now), new FleetEffect.RouteTo(g));
      case Active active when active.due() != null ->
          Termination.drain(fleet, g, active, active.due(), now);
      case Starting _, Active _, Draining _, PendingKill _, Exiting _ -> FleetDecision.of(fleet);
      case null -> FleetDecision.of(fleet);
    };
  }

  /** Terminates the process of a stuck execution, which is the only one in it. */
  static FleetDecision stuck(Fleet fleet, Generation g, FleetPolicy policy, Instant now) {
    return switch (fleet.state(g)) {
      case Active _ -> Termination.terminate(fleet, g, ReplaceReason.STUCK, policy, now);
      case Draining _, PendingKill _ -> Termination.terminate(fleet, g, policy, now);
      case Starting _, Standby _, Exiting _ -> FleetDecision.of(fleet);
      case null -> FleetDecision.of(fleet);
    };
  }

  private static FleetDecision shrink(
      Fleet fleet,
      ExecutionModel model,
      Scaling.OnDemand onDemand,
      FleetPolicy policy,
      Instant now) {
    long tooMany =
        fleet.spares(model)
            + fleet.serving(model)
            - LaunchPlanner.target(fleet, model, onDemand, policy);
    List<Generation> idle =
        fleet.processes().entrySet().stream()
            .filter(entry -> entry.getValue().model() == model)
            .filter(entry -> entry.getValue().state() instanceof Active)
            .filter(entry -> !fleet.demand().isBusy(entry.getKey()))
            .filter(e -> !now.isBefore(e.getValue().idleSince().plus(onDemand.idleFor())))
            .map(Map.Entry::getKey)
            .limit(Math.max(0, tooMany))
            .toList();
    var decision = FleetDecision.of(fleet);
    for (Generation g : idle) {
      decision =
          decision.then(
              f ->
                  f.state(g) instanceof Active active
                      ? Termination.drain(f, g, active, ReplaceReason.IDLE, now)
                      : FleetDecision.of(f));
    }
    return decision;
  }
}
