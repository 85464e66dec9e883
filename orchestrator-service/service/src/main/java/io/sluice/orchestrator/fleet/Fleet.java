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
    SortedMap<Generation, FleetProcess> processes,
    Demand demand,
    LaunchHistory launches,
    Instant handOverNotBefore,
    boolean closing) {

  public Fleet {
    processes = Collections.unmodifiableSortedMap(new TreeMap<>(processes));
    long active = processes.values().stream().filter(Fleet::isTheActive).count();
    if (active > 1) {
      throw new IllegalStateException("Two ACTIVE processes: " + processes);
    }
  }

  /** Returns the fleet of a worker before its first launch. */
  public static Fleet empty() {
    return new Fleet(new TreeMap<>(), Demand.NONE, LaunchHistory.NONE, Instant.MIN, false);
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
    return first(
        m -> isThread(m) && m.state() instanceof Standby(_, var command) && command == null);
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
                && m.state().command() == null);
  }

  /** Returns the number of processes of a model that take work and are not due for replacement. */
  long serving(ExecutionModel model) {
    return count(
        m -> m.model() == model && m.state() instanceof Active(_, var due, _) && due == null);
  }

  /** Returns true if the bound prevents a launch that is needed. */
  public boolean atBound(FleetPolicy policy) {
    return !closing
        && processes.size() >= policy.bounds().processes()
        && policy.inOrder().anyMatch(model -> LaunchPlanner.missing(this, model, policy) > 0);
  }

  /** Returns the next instant at which time alone causes a change, if there is one. */
  public Optional<Instant> nextDeadline(FleetPolicy policy) {
    var deadlines = new TreeMap<Instant, Object>();
    for (FleetProcess member : processes.values()) {
      switch (member.state()) {
        case Starting(var readyBy) -> deadlines.put(readyBy, member);
        case Exiting(_, var nextAt, _) -> deadlines.put(nextAt, member);
        case Active(_, var due, _) when due != null && standby().isPresent() ->
            deadlines.put(handOverNotBefore, member);
        // silence, age and idleness are checked every second
        case Standby _, Active _, Draining _, PendingKill _ -> {}
      }
    }
    if (LaunchPlanner.next(this, policy).isPresent()) {
      deadlines.put(launches.notBefore(), this);
    }
    return deadlines.isEmpty() ? Optional.empty() : Optional.of(deadlines.firstKey());
  }

  long count(Predicate<FleetProcess> wanted) {
    return processes.values().stream().filter(wanted).count();
  }

  @Nullable ProcessState state(Generation generation) {
    FleetProcess member = processes.get(generation);
    return member == null ? null : member.state();
  }

  /** Returns the fleet with another state of one process; unchanged if it is not in the fleet. */
  Fleet move(Generation generation, ProcessState next, Instant now) {
    FleetProcess member = processes.get(generation);
    return member == null ? this : with(generation, member.in(next, now));
  }

  Fleet with(Generation generation, FleetProcess member) {
    var next = new TreeMap<>(processes);
    next.put(generation, member);
    return new Fleet(next, demand, launches, handOverNotBefore, closing);
  }

  Fleet without(Generation generation) {
    var next = new TreeMap<>(processes);
    next.remove(generation);
    return new Fleet(next, demand, launches, handOverNotBefore, closing);
  }

  Fleet with(LaunchHistory now) {
    return new Fleet(processes, demand, now, handOverNotBefore, closing);
  }

  /**
   * Returns the fleet with the next demand, and the end of activity of processes that are no longer
   * busy.
   */
  Fleet wanting(Demand next, Instant now) {
    var after = new TreeMap<>(processes);
    after.replaceAll((g, m) -> demand.isBusy(g) && !next.isBusy(g) ? m.busyUntil(now) : m);
    return new Fleet(after, next, launches, handOverNotBefore, closing);
  }

  Fleet startFailed(String why, Instant now, FleetPolicy policy) {
    return with(launches.failed(why, now.plus(policy.backoff(launches.failures() + 1))));
  }

  Fleet handedOver(Instant notBefore) {
    return new Fleet(processes, demand, launches, notBefore, closing);
  }

  Fleet closed() {
    return new Fleet(processes, demand, launches, handOverNotBefore, true);
  }

  private static boolean isThread(FleetProcess member) {
    return member.model() == ExecutionModel.THREAD;
  }

  private static boolean isTheActive(FleetProcess member) {
    return isThread(member) && member.state() instanceof Active;
  }

  private Optional<Generation> first(Predicate<FleetProcess> wanted) {
    return processes.entrySet().stream()
        .filter(entry -> wanted.test(entry.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /**
   * History of launches.
   *
   * @param launched number of launches, equal to the last generation
   * @param failures number of consecutive failed starts
   * @param lastFailure description of the last failure, empty if there was none
   * @param wasReady true if any process has ever been ready
   * @param notBefore end of the backoff after failed starts
   */
  public record LaunchHistory(
      long launched, int failures, String lastFailure, boolean wasReady, Instant notBefore) {
    static final LaunchHistory NONE = new LaunchHistory(0, 0, "", false, Instant.MIN);

    LaunchHistory launch(Generation generation) {
      return new LaunchHistory(generation.number(), failures, lastFailure, wasReady, notBefore);
    }

    LaunchHistory failed(String why, Instant next) {
      return new LaunchHistory(launched, failures + 1, why, wasReady, next);
    }

    LaunchHistory succeeded() {
      return new LaunchHistory(launched, 0, "", true, notBefore);
    }

    /**
     * Returns true if it is unknown that processes can start: one is then launched as a trial
     * although there is no demand.
     */
    boolean isUnproven() {
      return !wasReady || failures > 0;
    }
  }
}
