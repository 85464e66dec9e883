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
 * All processes of one worker. Refuses a second ACTIVE one.
 *
 * @param launched how many were ever launched: the last generation
 * @param failures failed starts in a row
 * @param lastFailure the last of them in words, empty when there was none
 * @param launchNotBefore backoff after failed starts
 * @param handOverNotBefore pause between hand-overs
 * @param closing the worker shuts down: nothing is launched any more
 */
public record Fleet(
    SortedMap<Generation, Member> members,
    long launched,
    int failures,
    String lastFailure,
    Instant launchNotBefore,
    Instant handOverNotBefore,
    boolean closing) {

  public Fleet {
    members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    long active = members.values().stream().filter(m -> m.state() instanceof Active).count();
    if (active > 1) {
      throw new IllegalStateException("Two ACTIVE processes: " + members);
    }
  }

  /** A worker before its first launch. */
  public static Fleet empty() {
    return new Fleet(new TreeMap<>(), 0, 0, "", Instant.MIN, Instant.MIN, false);
  }

  /** The one process that takes work. */
  public Optional<Generation> active() {
    return first(member -> member.state() instanceof Active);
  }

  /** The process to hand over to: the oldest that has proved itself and is to stay, if any. */
  public Optional<Generation> standby() {
    return freshStandby().or(() -> first(member -> member.state() instanceof Standby));
  }

  /** The oldest process that has proved itself and is not to be recycled. */
  Optional<Generation> freshStandby() {
    return first(member -> member.state() instanceof Standby(_, var order) && order == null);
  }

  /** Processes that are, or may become, ready to take over, and are to stay. */
  long spares() {
    return members.values().stream()
        .filter(m -> m.state() instanceof Starting || m.state() instanceof Standby)
        .filter(m -> m.state().order() == null)
        .count();
  }

  /** Whether the bound keeps the fleet from launching what it wants. */
  public boolean atBound(FleetPolicy policy) {
    return !closing && wanted(policy) > 0 && members.size() >= policy.maxProcesses();
  }

  /** How many launches are missing: room for ACTIVE plus the spares. */
  long wanted(FleetPolicy policy) {
    long serving = active().isPresent() ? 0 : 1;
    return serving + policy.standby() - spares();
  }

  /** The next instant at which time alone changes something, if any. */
  public Optional<Instant> nextDeadline(FleetPolicy policy) {
    var deadlines = new TreeMap<Instant, Object>();
    for (Member member : members.values()) {
      switch (member.state()) {
        case Starting(var proveBy) -> deadlines.put(proveBy, member);
        case Exiting(_, var nextAt, _) -> deadlines.put(nextAt, member);
        case Active(_, var due, _) when due != null && standby().isPresent() ->
            deadlines.put(handOverNotBefore, member);
        case Standby _, Active _, Draining _, PendingKill _ -> {} // silence: looked at each second
      }
    }
    if (!closing && wanted(policy) > 0 && members.size() < policy.maxProcesses()) {
      deadlines.put(launchNotBefore, this);
    }
    return deadlines.isEmpty() ? Optional.empty() : Optional.of(deadlines.firstKey());
  }

  @Nullable ProcessState state(Generation generation) {
    Member member = members.get(generation);
    return member == null ? null : member.state();
  }

  /** Another state for one process; nothing when it is not here. */
  Fleet move(Generation generation, ProcessState next, Instant now) {
    Member member = members.get(generation);
    return member == null ? this : with(generation, member.in(next, now));
  }

  Fleet with(Generation generation, Member member) {
    var next = new TreeMap<>(members);
    next.put(generation, member);
    return withMembers(next);
  }

  Fleet without(Generation generation) {
    var next = new TreeMap<>(members);
    next.remove(generation);
    return withMembers(next);
  }

  Fleet withMembers(SortedMap<Generation, Member> next) {
    return new Fleet(
        next, launched, failures, lastFailure, launchNotBefore, handOverNotBefore, closing);
  }

  Fleet launching(Generation generation, Member member) {
    var next = new TreeMap<>(members);
    next.put(generation, member);
    return new Fleet(
        next,
        generation.number(),
        failures,
        lastFailure,
        launchNotBefore,
        handOverNotBefore,
        closing);
  }

  Fleet startFailed(String why, Instant now, FleetPolicy policy) {
    return new Fleet(
        members,
        launched,
        failures + 1,
        why,
        now.plus(policy.backoff(failures + 1)),
        handOverNotBefore,
        closing);
  }

  Fleet startSucceeded() {
    return new Fleet(members, launched, 0, "", launchNotBefore, handOverNotBefore, closing);
  }

  Fleet handedOver(Instant notBefore) {
    return new Fleet(members, launched, failures, lastFailure, launchNotBefore, notBefore, closing);
  }

  Fleet closed() {
    return new Fleet(
        members, launched, failures, lastFailure, launchNotBefore, handOverNotBefore, true);
  }

  private Optional<Generation> first(Predicate<Member> wanted) {
    return members.entrySet().stream()
        .filter(entry -> wanted.test(entry.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
