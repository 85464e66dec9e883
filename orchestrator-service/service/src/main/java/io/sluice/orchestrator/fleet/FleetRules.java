package io.sluice.orchestrator.fleet;

import io.sluice.orchestrator.fleet.ProcessState.Active;
import io.sluice.orchestrator.fleet.ProcessState.Draining;
import io.sluice.orchestrator.fleet.ProcessState.Exiting;
import io.sluice.orchestrator.fleet.ProcessState.PendingKill;
import io.sluice.orchestrator.fleet.ProcessState.Standby;
import io.sluice.orchestrator.fleet.ProcessState.Starting;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides the next state of the fleet. Pure: time is a parameter. Run by the supervision loop. See
 * docs/architecture.md.
 */
public final class FleetRules {

  private final FleetPolicy policy;

  public FleetRules(FleetPolicy policy) {
    this.policy = policy;
  }

  /**
   * Decides one step: the event, then deadlines, then the hand-over, then processes on demand, then
   * replaced processes, then missing launches.
   */
  public FleetDecision decide(Fleet fleet, FleetEvent event, Instant now) {
    return react(fleet, event, now)
        .then(f -> expire(f, now))
        .then(f -> handOver(f, now))
        .then(f -> OnDemandRules.serve(f, policy, now))
        .then(f -> retire(f, now))
        .then(f -> LaunchPlanner.replenish(f, policy, now));
  }

  private FleetDecision react(Fleet fleet, FleetEvent event, Instant now) {
    return switch (event) {
      case FleetEvent.Ready(var g) -> proved(fleet, g, now);
      case FleetEvent.LaunchFailed(var g, var why) -> launchFailed(fleet, g, why, now);
      case FleetEvent.Heard(var g) -> heard(fleet, g, now);
      case FleetEvent.StuckReported(var g) -> stuck(fleet, g, now);
      case FleetEvent.ReplaceDue(var g, var reason) -> due(fleet, g, reason, now);
      case FleetEvent.Drained(var g) -> drained(fleet, g, now);
      case FleetEvent.LinkLost(var g) -> linkLost(fleet, g, now);
      case FleetEvent.Exited(var g, var how) -> exited(fleet, g, how, now);
      case FleetEvent.RecycleRequested(var g, var command) ->
          AdminCommandRules.recycle(fleet, g, command, now);
      case FleetEvent.KillRequested(var g, var command) ->
          AdminCommandRules.kill(fleet, g, command, now);
      case FleetEvent.DemandChanged(var demand) -> FleetDecision.of(fleet.wanting(demand, now));
      case FleetEvent.CloseRequested _ -> close(fleet, now);
      case FleetEvent.TimePassed _ -> FleetDecision.of(fleet);
    };
  }

  private FleetDecision proved(Fleet fleet, Generation g, Instant now) {
    return switch (fleet.state(g)) {
      case Starting starting ->
          FleetDecision.of(
              fleet.move(g, starting.toStandby(now), now).with(fleet.launches().succeeded()));
      case Standby _, Active _, Draining _, PendingKill _, Exiting _ -> FleetDecision.of(fleet);
      case null -> FleetDecision.of(fleet);
    };
  }

  private FleetDecision launchFailed(Fleet fleet, Generation g, String why, Instant now) {
    return fleet.state(g) == null
        ? FleetDecision.of(fleet)
        : FleetDecision.of(fleet.without(g).startFailed(why, now, policy));
  }

  private FleetDecision heard(Fleet fleet, Generation g, Instant now) {
    return switch (fleet.state(g)) {
      case Standby(_, var command) ->
          FleetDecision.of(fleet.move(g, new Standby(now, command), now));
      case Active(_, var due, var command) ->
          FleetDecision.of(fleet.move(g, new Active(now, due, command), now));
      case Draining _ -> FleetDecision.of(fleet.move(g, new Draining(now), now));
      case PendingKill(_, var command) ->
          FleetDecision.of(fleet.move(g, new PendingKill(now, command), now));
      case Starting _, Exiting _ -> FleetDecision.of(fleet);
      case null -> FleetDecision.of(fleet);
    };
  }

  /**
   * Handles a stuck execution: one with a process of its own takes it along; beside others it only
   * takes its slot.
   */
  private FleetDecision stuck(Fleet fleet, Generation g, Instant now) {
    FleetProcess member = fleet.processes().get(g);
    return member != null && policy.of(member.model()).hasOwnProcess()
        ? OnDemandRules.stuck(fleet, g, policy, now)
        : due(fleet, g, ReplaceReason.STUCK, now);
  }

  private FleetDecision due(Fleet fleet, Generation g, ReplaceReason reason, Instant now) {
    return switch (fleet.state(g)) {
      case Active active -> FleetDecision.of(fleet.move(g, active.replaceDue(reason), now));
      case Starting _, Standby _, Draining _, PendingKill _, Exiting _ -> FleetDecision.of(fleet);
      case null -> FleetDecision.of(fleet);
    };
  }

  private FleetDecision drained(Fleet fleet, Generation g, Instant now) {
    return switch (fleet.state(g)) {
      case Draining _, PendingKill _ -> FleetDecision.of(Termination.exitsByItself(fleet, g, now));
      case Starting _, Standby _, Active _, Exiting _ -> FleetDecision.of(fleet);
      case null -> FleetDecision.of(fleet);
    };
  }

  private FleetDecision linkLost(Fleet fleet, Generation g, Instant now) {
    return switch (fleet.state(g)) {
      case Starting _, Standby _, Active _, Draining _, PendingKill _ ->
          FleetDecision.of(Termination.exitsByItself(fleet, g, now));
      case Exiting _ -> FleetDecision.of(fleet);
      case null -> FleetDecision.of(fleet);
    };
  }

  private FleetDecision exited(Fleet fleet, Generation g, String how, Instant now) {
    return switch (fleet.state(g)) {
      case Starting _, Standby _ ->
          FleetDecision.of(fleet.without(g).startFailed(how, now, policy));
      case Active _, Draining _, PendingKill _, Exiting _ -> FleetDecision.of(fleet.without(g));
      case null -> FleetDecision.of(fleet);
    };
  }

  private FleetDecision close(Fleet fleet, Instant now) {
    var decision = FleetDecision.of(fleet.closed());
    for (Generation g : fleet.processes().keySet()) {
      decision = decision.then(f -> closeOne(f, g, now));
    }
    return decision;
  }

  private FleetDecision closeOne(Fleet fleet, Generation g, Instant now) {
    return switch (fleet.state(g)) {
      case Starting _, Standby _ -> Termination.terminate(fleet, g, policy, now);
      case Active active -> Termination.drain(fleet, g, active, null, now);
      case Draining _, PendingKill _, Exiting _ -> FleetDecision.of(fleet);
      case null -> FleetDecision.of(fleet);
    };
  }

  private FleetDecision expire(Fleet fleet, Instant now) {
    var decision = FleetDecision.of(fleet);
    for (Generation g : fleet.processes().keySet()) {
      decision = decision.then(f -> expireOne(f, g, now));
    }
    return decision;
  }

  private FleetDecision expireOne(Fleet fleet, Generation g, Instant now) {
    return switch (fleet.state(g)) {
      case Starting(var readyBy) when !now.isBefore(readyBy) ->
          Termination.terminate(fleet, g, policy, now)
              .with(f -> f.startFailed("It was not ready in time.", now, policy));
      case Standby(var heardAt, _) when silent(heardAt, policy.silence().lost(), now) ->
          Termination.kill(fleet, g, KillReason.SILENT, now);
      case Active(var heardAt, _, _) when silent(heardAt, policy.silence().lost(), now) ->
          Termination.kill(fleet, g, KillReason.SILENT, now);
      case Active active when silent(active.heardAt(), policy.silence().handOver(), now) ->
          FleetDecision.of(fleet.move(g, active.replaceDue(ReplaceReason.SILENT), now));
      case Active active when isOld(fleet, g, now) ->
          FleetDecision.of(fleet.move(g, active.replaceDue(ReplaceReason.AGE), now));
      case Draining(var heardAt) when silent(heardAt, policy.silence().lost(), now) ->
          Termination.kill(fleet, g, KillReason.SILENT, now);
      case PendingKill(var heardAt, _) when silent(heardAt, policy.silence().lost(), now) ->
          Termination.kill(fleet, g, KillReason.SILENT, now);
      case Exiting(var terminated, var nextAt, _) when !now.isBefore(nextAt) ->
          terminated
              ? Termination.kill(fleet, g, KillReason.DISOBEYED, now)
              : Termination.terminate(fleet, g, policy, now);
      case Starting _, Standby _, Active _, Draining _, PendingKill _, Exiting _ ->
          FleetDecision.of(fleet);
      case null -> FleetDecision.of(fleet);
    };
  }

  /** Activates a ready STANDBY and drains the due ACTIVE: in one step, or not at all. */
  private FleetDecision handOver(Fleet fleet, Instant now) {
    Optional<Generation> standby = fleet.standby();
    if (standby.isEmpty() || fleet.closing()) {
      return FleetDecision.of(fleet);
    }
    Optional<Generation> active = fleet.active();
    return active.isEmpty()
        ? activate(fleet, standby.get(), now)
        : replace(fleet, active.get(), standby.get(), now);
  }

  private FleetDecision replace(Fleet fleet, Generation old, Generation fresh, Instant now) {
    if (!(fleet.state(old) instanceof Active active)
        || active.due() == null
        || now.isBefore(fleet.handOverNotBefore())) {
      return FleetDecision.of(fleet);
    }
    Fleet without = fleet.move(old, active.toDraining(), now);
    return activate(without.handedOver(now.plus(policy.timing().handOverPause())), fresh, now)
        .then(f -> FleetDecision.of(f, new FleetEffect.Drain(old, active.due())));
  }

  private FleetDecision activate(Fleet fleet, Generation g, Instant now) {
    return fleet.state(g) instanceof Standby standby
        ? FleetDecision.of(fleet.move(g, standby.toActive(), now), new FleetEffect.RouteTo(g))
        : FleetDecision.of(fleet);
  }

  private FleetDecision retire(Fleet fleet, Instant now) {
    var decision = FleetDecision.of(fleet);
    for (Generation g : fleet.processes().keySet()) {
      decision = decision.then(f -> AdminCommandRules.retire(f, g, policy, now));
    }
    return decision;
  }

  private boolean isOld(Fleet fleet, Generation g, Instant now) {
    FleetProcess member = fleet.processes().get(g);
    return member != null
        && policy.maxAge().map(age -> !now.isBefore(member.launchedAt().plus(age))).orElse(false);
  }

  /** Returns true if it was silent for longer than the timeout; a timeout of 0 means never. */
  private static boolean silent(Instant heardAt, Duration timeout, Instant now) {
    return !timeout.isZero() && !now.isBefore(heardAt.plus(timeout));
  }
}
