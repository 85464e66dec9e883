package io.sluice.orchestrator.fleet;

import io.sluice.orchestrator.fleet.ProcessState.Active;
import io.sluice.orchestrator.fleet.ProcessState.Draining;
import io.sluice.orchestrator.fleet.ProcessState.Exiting;
import io.sluice.orchestrator.fleet.ProcessState.PendingKill;
import io.sluice.orchestrator.fleet.ProcessState.Standby;
import io.sluice.orchestrator.fleet.ProcessState.Starting;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All processes of one worker. Refuses a second ACTIVE one in the {@code thread} model.
 *
 * @param demand of executions for processes
 * @param handOverNotBefore end of the pause between hand-overs
 * @param closing true during the shutdown of the worker: nothing is launched any more
 */
public record Fleet(
    SortedMap<Generation, Member> members,
    Demand demand,
    Starts starts,
    Instant handOverNotBefore,
    boolean closing) {

  public Fleet {
    members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    long active = members.values().stream().filter(Fleet::isTheActive).count();
    if (active > 1) {
      throw new IllegalStateException("Two ACTIVE processes: " + members);
    }
  }

  /** Returns the fleet of a worker before its first launch. */
  public static Fleet empty() {
    return new Fleet(new TreeMap<>(), Demand.NONE, Starts.NONE, Instant.MIN, false);
  }

  /** Returns the process of the {@code thread} model that takes work. */
  public Optional<Generation> active() {
    return first(Fleet::isTheActive);
  }

  /**
   * Returns the process to hand over to: the oldest one that is ready and not to be recycled, or
   * else any ready one.
   */
  public Optional<Generation> standby() {
    return freshStandby().or(() -> first(m -> isThread(m) && m.state() instanceof Standby));
  }

  /** Returns the oldest process that is ready and not to be recycled. */
  Optional<Generation> freshStandby() {
    return first(m -> isThread(m) && m.state() instanceof Standby(_, var order) && order == null);
  }

  /**
   * Returns the number of processes of a model that are, or may become, ready to take work, and are
   * not to be recycled.
   */
  long spares(ExecutionModel model) {
    return count(
        m ->
            m.model() == model
                && (m.state() instanceof Starting || m.state() instanceof Standby)
                && m.state().order() == null);
  }

  /** Returns the number of processes of a model that take work and are not due for replacement. */
  long serving(ExecutionModel model) {
    return count(
        m -> m.model() == model && m.state() instanceof Active(_, var due, _) && due == null);
  }

  /** Returns true if the bound prevents a launch that is needed. */
  public boolean atBound(FleetPolicy policy) {
    return !closing
        && members.size() >= policy.maxProcesses()
        && policy.inOrder().anyMatch(model -> Launches.missing(this, model, policy) > 0);
  }

  /** Returns the next instant at which time alone causes a change, if there is one. */
  public Optional<Instant> nextDeadline(FleetPolicy policy) {
    var deadlines = new TreeMap<Instant, Object>();
    for (Member member : members.values()) {
      switch (member.state()) {
        case Starting(var proveBy) -> deadlines.put(proveBy, member);
        case Exiting(_, var nextAt, _) -> deadlines.put(nextAt, member);
        case Active(_, var due, _) when due != null && standby().isPresent() ->
            deadlines.put(handOverNotBefore, member);
        // silence, age and idleness are checked every second
        case Standby _, Active _, Draining _, PendingKill _ -> {}
      }
    }
    if (Launches.next(this, policy).isPresent()) {
      deadlines.put(starts.notBefore(), this);
    }
    return deadlines.isEmpty() ? Optional.empty() : Optional.of(deadlines.firstKey());
  }

  long count(Predicate<Member> wanted) {
    return members.values().stream().filter(wanted).count();
  }

  @Nullable ProcessState state(Generation generation) {
    Member member = members.get(generation);
    return member == null ? null : member.state();
  }

  /** Returns the fleet with another state of one process; unchanged if it is not in the fleet. */
  Fleet move(Generation generation, ProcessState next, Instant now) {
    Member member = members.get(generation);
    return member == null ? this : with(generation, member.in(next, now));
  }

  Fleet with(Generation generation, Member member) {
    var next = new TreeMap<>(members);
    next.put(generation, member);
    return new Fleet(next, demand, starts, handOverNotBefore, closing);
  }

  Fleet without(Generation generation) {
    var next = new TreeMap<>(members);
    next.remove(generation);
    return new Fleet(next, demand, starts, handOverNotBefore, closing);
  }

  Fleet with(Starts now) {
    return new Fleet(members, demand, now, handOverNotBefore, closing);
  }

  /**
   * Returns the fleet with the next demand, and the end of activity of processes that are no longer
   * busy.
   */
  Fleet wanting(Demand next, Instant now) {
    var after = new TreeMap<>(members);
    after.replaceAll((g, m) -> demand.isBusy(g) && !next.isBusy(g) ? m.busyUntil(now) : m);
    return new Fleet(after, next, starts, handOverNotBefore, closing);
  }

  Fleet startFailed(String why, Instant now, FleetPolicy policy) {
    return with(starts.failed(why, now.plus(policy.backoff(starts.failures() + 1))));
  }

  Fleet handedOver(Instant notBefore) {
    return new Fleet(members, demand, starts, notBefore, closing);
  }

  Fleet closed() {
    return new Fleet(members, demand, starts, handOverNotBefore, true);
  }

  private static boolean isThread(Member member) {
    return member.model() == ExecutionModel.THREAD;
  }

  private static boolean isTheActive(Member member) {
    return isThread(member) && member.state() instanceof Active;
  }

  private Optional<Generation> first(Predicate<Member> wanted) {
    return members.entrySet().stream()
        .filter(entry -> wanted.test(entry.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
