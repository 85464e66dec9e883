package io.sluice.orchestrator.fleet;

import io.sluice.orchestrator.fleet.ProcessState.Active;
import io.sluice.orchestrator.fleet.ProcessState.Draining;
import io.sluice.orchestrator.fleet.ProcessState.Exiting;
import io.sluice.orchestrator.fleet.ProcessState.Standby;
import io.sluice.orchestrator.fleet.ProcessState.Starting;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of the fleet: pure, told the time (supervision, sections 1 and 8;
 * architecture, section 4). Run by the supervision loop.
 */
public final class FleetRules {
  private final FleetPolicy policy;

  public FleetRules(FleetPolicy policy) {
    this.policy = policy;
  }

  /**
   * One step: the event, then whatever is past its deadline, then the hand-over, then missing
   * launches.
   */
  public Decision decide(Fleet fleet, FleetEvent event, Instant now) {
    return react(fleet, event, now)
        .then(f -> expire(f, now))
        .then(f -> handOver(f, now))
        .then(f -> replenish(f, now));
  }

  private Decision react(Fleet fleet, FleetEvent event, Instant now) {
    return switch (event) {
      case FleetEvent.Proved(var g) -> proved(fleet, g, now);
      case FleetEvent.LaunchFailed(var g, var why) -> launchFailed(fleet, g, why, now);
      case FleetEvent.Heard(var g) -> heard(fleet, g, now);
      case FleetEvent.StuckReported(var g) -> due(fleet, g, HandOverReason.STUCK, now);
      case FleetEvent.WornOut(var g) -> due(fleet, g, HandOverReason.WORN_OUT, now);
      case FleetEvent.Drained(var g) -> drained(fleet, g, now);
      case FleetEvent.LinkLost(var g) -> linkLost(fleet, g, now);
      case FleetEvent.Exited(var g, var how) -> exited(fleet, g, how, now);
      case FleetEvent.CloseRequested _ -> close(fleet, now);
      case FleetEvent.TimePassed _ -> Decision.of(fleet);
    };
  }

  private Decision proved(Fleet fleet, Generation g, Instant now) {
    return switch (state(fleet, g)) {
      case Starting starting ->
          Decision.of(move(fleet, g, starting.toStandby(now), now).startSucceeded());
      case Standby _, Active _, Draining _, Exiting _ -> Decision.of(fleet);
      case null -> Decision.of(fleet);
    };
  }

  private Decision launchFailed(Fleet fleet, Generation g, String why, Instant now) {
    return state(fleet, g) == null
        ? Decision.of(fleet)
        : Decision.of(fleet.without(g).startFailed(why, now, policy));
  }

  private Decision heard(Fleet fleet, Generation g, Instant now) {
    return switch (state(fleet, g)) {
      case Standby _ -> Decision.of(move(fleet, g, new Standby(now), now));
      case Active(_, var due) -> Decision.of(move(fleet, g, new Active(now, due), now));
      case Draining _ -> Decision.of(move(fleet, g, new Draining(now), now));
      case Starting _, Exiting _ -> Decision.of(fleet);
      case null -> Decision.of(fleet);
    };
  }

  private Decision due(Fleet fleet, Generation g, HandOverReason reason, Instant now) {
    return switch (state(fleet, g)) {
      case Active active -> Decision.of(move(fleet, g, active.handOverDue(reason), now));
      case Starting _, Standby _, Draining _, Exiting _ -> Decision.of(fleet);
      case null -> Decision.of(fleet);
    };
  }

  private Decision drained(Fleet fleet, Generation g, Instant now) {
    return switch (state(fleet, g)) {
      case Draining _ -> Decision.of(leave(fleet, g, now));
      case Starting _, Standby _, Active _, Exiting _ -> Decision.of(fleet);
      case null -> Decision.of(fleet);
    };
  }

  private Decision linkLost(Fleet fleet, Generation g, Instant now) {
    return switch (state(fleet, g)) {
      case Starting _, Standby _, Active _, Draining _ -> Decision.of(leave(fleet, g, now));
      case Exiting _ -> Decision.of(fleet);
      case null -> Decision.of(fleet);
    };
  }

  private Decision exited(Fleet fleet, Generation g, String how, Instant now) {
    return switch (state(fleet, g)) {
      case Starting _, Standby _ -> Decision.of(fleet.without(g).startFailed(how, now, policy));
      case Active _, Draining _, Exiting _ -> Decision.of(fleet.without(g));
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
    return switch (state(fleet, g)) {
      case Starting _, Standby _ -> terminate(fleet, g, now);
      case Active active ->
          Decision.of(move(fleet, g, active.toDraining(), now), new FleetEffect.Drain(g));
      case Draining _, Exiting _ -> Decision.of(fleet);
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
    return switch (state(fleet, g)) {
      case Starting(var proveBy) when !now.isBefore(proveBy) ->
          terminate(fleet, g, now)
              .with(f -> f.startFailed("It did not prove itself in time.", now, policy));
      case Standby(var heardAt) when silent(heardAt, policy.silenceLost(), now) ->
          kill(fleet, g, now);
      case Active(var heardAt, _) when silent(heardAt, policy.silenceLost(), now) ->
          kill(fleet, g, now);
      case Active active when silent(active.heardAt(), policy.silenceHandOver(), now) ->
          Decision.of(move(fleet, g, active.handOverDue(HandOverReason.SILENT), now));
      case Draining(var heardAt) when silent(heardAt, policy.silenceLost(), now) ->
          kill(fleet, g, now);
      case Exiting(var terminated, var nextAt) when !now.isBefore(nextAt) ->
          terminated ? kill(fleet, g, now) : terminate(fleet, g, now);
      case Starting _, Standby _, Active _, Draining _, Exiting _ -> Decision.of(fleet);
      case null -> Decision.of(fleet);
    };
  }

  /** A proved STANDBY in and the due ACTIVE out: in one step, or not at all. */
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
    if (!(state(fleet, old) instanceof Active active)
        || active.due() == null
        || now.isBefore(fleet.handOverNotBefore())) {
      return Decision.of(fleet);
    }
    Fleet without = move(fleet, old, active.toDraining(), now);
    return activate(without.handedOver(now.plus(policy.handOverPause())), fresh, now)
        .then(f -> Decision.of(f, new FleetEffect.Drain(old)));
  }

  private Decision activate(Fleet fleet, Generation g, Instant now) {
    return state(fleet, g) instanceof Standby standby
        ? Decision.of(move(fleet, g, standby.toActive(), now), new FleetEffect.RouteTo(g))
        : Decision.of(fleet);
  }

  /** Launches what is missing, within the bound and after the backoff. */
  private Decision replenish(Fleet fleet, Instant now) {
    if (fleet.closing()
        || fleet.wanted(policy) <= 0
        || fleet.members().size() >= policy.maxProcesses()
        || now.isBefore(fleet.launchNotBefore())) {
      return Decision.of(fleet);
    }
    var next = new Generation(fleet.launched() + 1);
    var starting = new Member(new Starting(now.plus(policy.proveWithin())), now);
    return Decision.of(fleet.launching(next, starting), new FleetEffect.Launch(next))
        .then(f -> replenish(f, now));
  }

  private Fleet leave(Fleet fleet, Generation g, Instant now) {
    return move(fleet, g, ProcessState.leaving(now, FleetPolicy.LEAVE_WITHIN), now);
  }

  private Decision terminate(Fleet fleet, Generation g, Instant now) {
    return Decision.of(
        move(fleet, g, ProcessState.told(now, policy.graceful()), now),
        new FleetEffect.Terminate(g));
  }

  private Decision kill(Fleet fleet, Generation g, Instant now) {
    return Decision.of(
        move(fleet, g, ProcessState.told(now, FleetPolicy.KILL_AGAIN), now),
        new FleetEffect.Kill(g));
  }

  private static boolean silent(Instant heardAt, Duration patience, Instant now) {
    return !now.isBefore(heardAt.plus(patience));
  }

  private static Fleet move(Fleet fleet, Generation g, ProcessState next, Instant now) {
    Map<Generation, Member> members = fleet.members();
    Member member = members.get(g);
    return member == null ? fleet : fleet.with(g, member.in(next, now));
  }

  private static @Nullable ProcessState state(Fleet fleet, Generation g) {
    Member member = fleet.members().get(g);
    return member == null ? null : member.state();
  }
}
