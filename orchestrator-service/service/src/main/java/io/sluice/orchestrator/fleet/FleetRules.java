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

  /**
   * Reason for killing an unresponsive process: its executions are suspected, and a snapshot is
   * taken before.
   */
  public static final String SILENT = "It was killed because it did not respond for too long.";

  /** Reason for killing a process that did not exit when told to. */
  public static final String DISOBEYED = "It was killed after it ignored its order to exit.";

  private final FleetPolicy policy;

  public FleetRules(FleetPolicy policy) {
    this.policy = policy;
  }

  /**
   * Decides one step: the event, then deadlines, then the hand-over, then processes on demand, then
   * replaced processes, then missing launches.
   */
  public Decision decide(Fleet fleet, FleetEvent event, Instant now) {
    return react(fleet, event, now)
        .then(f -> expire(f, now))
        .then(f -> handOver(f, now))
        .then(f -> OnDemandRules.serve(f, policy, now))
        .then(f -> retire(f, now))
        .then(f -> Launches.replenish(f, policy, now));
  }

  private Decision react(Fleet fleet, FleetEvent event, Instant now) {
    return switch (event) {
      case FleetEvent.Proved(var g) -> proved(fleet, g, now);
      case FleetEvent.LaunchFailed(var g, var why) -> launchFailed(fleet, g, why, now);
      case FleetEvent.Heard(var g) -> heard(fleet, g, now);
      case FleetEvent.StuckReported(var g) -> stuck(fleet, g, now);
      case FleetEvent.WornOut(var g, var reason) -> due(fleet, g, reason, now);
      case FleetEvent.Drained(var g) -> drained(fleet, g, now);
      case FleetEvent.LinkLost(var g) -> linkLost(fleet, g, now);
      case FleetEvent.Exited(var g, var how) -> exited(fleet, g, how, now);
      case FleetEvent.RecycleRequested(var g, var order) ->
          OrderRules.recycle(fleet, g, order, now);
      case FleetEvent.KillRequested(var g, var order) -> OrderRules.kill(fleet, g, order, now);
      case FleetEvent.DemandChanged(var demand) -> Decision.of(fleet.wanting(demand, now));
      case FleetEvent.CloseRequested _ -> close(fleet, now);
      case FleetEvent.TimePassed _ -> Decision.of(fleet);
    };
  }

  private Decision proved(Fleet fleet, Generation g, Instant now) {
    return switch (fleet.state(g)) {
      case Starting starting ->
          Decision.of(fleet.move(g, starting.toStandby(now), now).with(fleet.starts().succeeded()));
      case Standby _, Active _, Draining _, PendingKill _, Exiting _ -> Decision.of(fleet);
      case null -> Decision.of(fleet);
    };
  }

  private Decision launchFailed(Fleet fleet, Generation g, String why, Instant now) {
    return fleet.state(g) == null
        ? Decision.of(fleet)
        : Decision.of(fleet.without(g).startFailed(why, now, policy));
  }

  private Decision heard(Fleet fleet, Generation g, Instant now) {
    return switch (fleet.state(g)) {
      case Standby(_, var order) -> Decision.of(fleet.move(g, new Standby(now, order), now));
      case Active(_, var due, var order) ->
          Decision.of(fleet.move(g, new Active(now, due, order), now));
      case Draining _ -> Decision.of(fleet.move(g, new Draining(now), now));
      case PendingKill(_, var order) ->
          Decision.of(fleet.move(g, new PendingKill(now, order), now));
      case Starting _, Exiting _ -> Decision.of(fleet);
      case null -> Decision.of(fleet);
    };
  }

  /**
   * Handles a stuck execution: one with a process of its own takes it along; beside others it only
   * takes its slot.
   */
  private Decision stuck(Fleet fleet, Generation g, Instant now) {
    Member member = fleet.members().get(g);
    return member != null && policy.of(member.model()).alone()
        ? OnDemandRules.stuck(fleet, g, policy, now)
        : due(fleet, g, ReplaceReason.STUCK, now);
  }

  private Decision due(Fleet fleet, Generation g, ReplaceReason reason, Instant now) {
    return switch (fleet.state(g)) {
      case Active active -> Decision.of(fleet.move(g, active.replaceDue(reason), now));
      case Starting _, Standby _, Draining _, PendingKill _, Exiting _ -> Decision.of(fleet);
      case null -> Decision.of(fleet);
    };
  }

  private Decision drained(Fleet fleet, Generation g, Instant now) {
    return switch (fleet.state(g)) {
      case Draining _, PendingKill _ -> Decision.of(Endings.leave(fleet, g, now));
      case Starting _, Standby _, Active _, Exiting _ -> Decision.of(fleet);
      case null -> Decision.of(fleet);
    };
  }

  private Decision linkLost(Fleet fleet, Generation g, Instant now) {
    return switch (fleet.state(g)) {
      case Starting _, Standby _, Active _, Draining _, PendingKill _ ->
          Decision.of(Endings.leave(fleet, g, now));
      case Exiting _ -> Decision.of(fleet);
      case null -> Decision.of(fleet);
    };
  }

  private Decision exited(Fleet fleet, Generation g, String how, Instant now) {
    return switch (fleet.state(g)) {
      case Starting _, Standby _ -> Decision.of(fleet.without(g).startFailed(how, now, policy));
      case Active _, Draining _, PendingKill _, Exiting _ -> Decision.of(fleet.without(g));
      case null -> Decision.of(fleet);
    };
  }

  private Decision close(Fleet fleet, Instant now) {
    var decision = Decision.of(fleet.closed());
    for (Generation g : fleet.members().keySet()) {
      decision = decision.then(f -> closeOne(f, g, now));
    }
    return decision;
  }

  private Decision closeOne(Fleet fleet, Generation g, Instant now) {
    return switch (fleet.state(g)) {
      case Starting _, Standby _ -> Endings.terminate(fleet, g, policy, now);
      case Active active -> Endings.drain(fleet, g, active, null, now);
      case Draining _, PendingKill _, Exiting _ -> Decision.of(fleet);
      case null -> Decision.of(fleet);
    };
  }

  private Decision expire(Fleet fleet, Instant now) {
    var decision = Decision.of(fleet);
    for (Generation g : fleet.members().keySet()) {
      decision = decision.then(f -> expireOne(f, g, now));
    }
    return decision;
  }

  private Decision expireOne(Fleet fleet, Generation g, Instant now) {
    return switch (fleet.state(g)) {
      case Starting(var proveBy) when !now.isBefore(proveBy) ->
          Endings.terminate(fleet, g, policy, now)
              .with(f -> f.startFailed("It was not ready in time.", now, policy));
      case Standby(var heardAt, _) when silent(heardAt, policy.silenceLost(), now) ->
          Endings.kill(fleet, g, SILENT, now);
      case Active(var heardAt, _, _) when silent(heardAt, policy.silenceLost(), now) ->
          Endings.kill(fleet, g, SILENT, now);
      case Active active when silent(active.heardAt(), policy.silenceHandOver(), now) ->
          Decision.of(fleet.move(g, active.replaceDue(ReplaceReason.SILENT), now));
      case Active active when isOld(fleet, g, now) ->
          Decision.of(fleet.move(g, active.replaceDue(ReplaceReason.AGE), now));
      case Draining(var heardAt) when silent(heardAt, policy.silenceLost(), now) ->
          Endings.kill(fleet, g, SILENT, now);
      case PendingKill(var heardAt, _) when silent(heardAt, policy.silenceLost(), now) ->
          Endings.kill(fleet, g, SILENT, now);
      case Exiting(var terminated, var nextAt, _) when !now.isBefore(nextAt) ->
          terminated
              ? Endings.kill(fleet, g, DISOBEYED, now)
              : Endings.terminate(fleet, g, policy, now);
      case Starting _, Standby _, Active _, Draining _, PendingKill _, Exiting _ ->
          Decision.of(fleet);
      case null -> Decision.of(fleet);
    };
  }

  /** Activates a ready STANDBY and drains the due ACTIVE: in one step, or not at all. */
  private Decision handOver(Fleet fleet, Instant now) {
    Optional<Generation> standby = fleet.standby();
    if (standby.isEmpty() || fleet.closing()) {
      return Decision.of(fleet);
    }
    Optional<Generation> active = fleet.active();
    return active.isEmpty()
        ? activate(fleet, standby.get(), now)
        : replace(fleet, active.get(), standby.get(), now);
  }

  private Decision replace(Fleet fleet, Generation old, Generation fresh, Instant now) {
    if (!(fleet.state(old) instanceof Active active)
        || active.due() == null
        || now.isBefore(fleet.handOverNotBefore())) {
      return Decision.of(fleet);
    }
    Fleet without = fleet.move(old, active.toLeaving(), now);
    return activate(without.handedOver(now.plus(policy.handOverPause())), fresh, now)
        .then(f -> Decision.of(f, new FleetEffect.Drain(old, active.due())));
  }

  private Decision activate(Fleet fleet, Generation g, Instant now) {
    return fleet.state(g) instanceof Standby standby
        ? Decision.of(fleet.move(g, standby.toActive(), now), new FleetEffect.RouteTo(g))
        : Decision.of(fleet);
  }

  private Decision retire(Fleet fleet, Instant now) {
    var decision = Decision.of(fleet);
    for (Generation g : fleet.members().keySet()) {
      decision = decision.then(f -> OrderRules.retire(f, g, policy, now));
    }
    return decision;
  }

  private boolean isOld(Fleet fleet, Generation g, Instant now) {
    Member member = fleet.members().get(g);
    return member != null
        && policy.mostAge().map(age -> !now.isBefore(member.launchedAt().plus(age))).orElse(false);
  }

  /** Returns true if it was silent for longer than the limit, of which 0 means none. */
  private static boolean silent(Instant heardAt, Duration patience, Instant now) {
    return !patience.isZero() && !now.isBefore(heardAt.plus(patience));
  }
}
