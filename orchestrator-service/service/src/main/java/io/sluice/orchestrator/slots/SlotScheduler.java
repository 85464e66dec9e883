package io.sluice.orchestrator.slots;

import io.sluice.orchestrator.fleet.Demand;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.FleetPolicy;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.fleet.ModelPolicy.Scaling;
import io.sluice.orchestrator.process.ProcessLink;
import io.sluice.orchestrator.slots.Assignment.Phase;
import io.sluice.protocol.CancelReason;
import io.sluice.queue.Attempt;
import io.sluice.queue.ClaimedExecution;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds every execution of this worker: claimed and being prepared, waiting for a slot of its
 * model, or in a slot. New work goes only to the processes that the fleet has opened. One lock,
 * held for no I/O except the message to the link; called by the threads of claiming, links and the
 * fleet loop.
 */
public final class SlotScheduler {
  private static final int MAX_ASIDE = 200;

  private final FleetPolicy policy;
  private final Consumer<Demand> onDemand;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();
  private final Condition claimable = lock.newCondition();
  private final Map<Attempt, ClaimedExecution> preparing = new HashMap<>();

  /**
   * Attempts of {@link #preparing} that wait for their bundle. May also contain attempts that have
   * left {@code preparing}.
   */
  private final Set<Attempt> aside = new HashSet<>();

  private final ReadyQueue waiting = new ReadyQueue();
  private final Slots slots;
  private final MissingExecutions missing = new MissingExecutions();
  private Demand demand = Demand.NONE;
  private long ended;

  /**
   * The number beyond the free slots that the claiming thread waits with; negative if it does not
   * wait.
   */
  private int awaitedPrefetch = -1;

  /**
   * Creates a scheduler without executions.
   *
   * @param onDemand called, under the lock, with each change of the demand for processes
   */
  public SlotScheduler(FleetPolicy policy, Consumer<Demand> onDemand, InstantSource clock) {
    this.policy = policy;
    this.onDemand = onDemand;
    this.clock = clock;
    this.slots = new Slots(policy, clock);
  }

  /** Opens a process for new work of its model. */
  public void routeTo(Route route) {
    locked(
        () -> {
          slots.open(route);
          fillSlots();
        });
  }

  /** Closes a process for new work. */
  public void unroute(Generation generation) {
    locked(() -> slots.close(generation));
  }

  /**
   * Closes a process for new work if it has the expected number of healthy executions, in one step,
   * so that nothing starts there between the count and the end of the process.
   *
   * @return the actual number if it differs; then nothing has changed
   */
  public OptionalInt unrouteIfHealthy(Generation generation, int expected) {
    return get(
        () -> {
          int healthy =
              (int) slots.in(generation).stream().filter(a -> a.phase() != Phase.STUCK).count();
          if (healthy != expected) {
            return OptionalInt.of(healthy);
          }
          unroute(generation);
          return OptionalInt.empty();
        });
  }

  /**
   * Waits until something may be claimed. One thread at a time.
   *
   * @param prefetch number beyond the free slots
   * @return number of executions that may be claimed; 0 after the time limit
   */
  public int awaitCapacity(int prefetch, Duration timeout) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = timeout.toNanos();
      awaitedPrefetch = prefetch;
      while (capacityFor(prefetch) <= 0 && nanos > 0) {
        nanos = claimable.awaitNanos(nanos);
      }
      return Math.max(0, capacityFor(prefetch));
    } finally {
      awaitedPrefetch = -1;
      lock.unlock();
    }
  }

  /** Adds claimed executions, before they are prepared. */
  public void claimed(List<ClaimedExecution> executions) {
    locked(() -> executions.forEach(e -> preparing.put(e.attempt(), e)));
  }

  /** Queues executions that may run. An execution that was withdrawn meanwhile is ignored. */
  public void offer(List<ReadyExecution> prepared) {
    locked(
        () -> {
          for (ReadyExecution item : prepared) {
            if (preparing.remove(item.execution().attempt()) != null) {
              waiting.add(item, model(item), clock.instant());
            }
          }
          fillSlots();
        });
  }

  /** Removes an execution that is not in a slot; returns true if there was one. */
  public boolean forget(Attempt attempt) {
    return forget(attempt, () -> {});
  }

  /**
   * Removes an execution that is not in a slot; returns true if there was one.
   *
   * @param report called under the lock if there was one, so that the execution is never unknown to
   *     this worker in between
   */
  public boolean forget(Attempt attempt, Runnable report) {
    return get(
        () -> {
          boolean known = preparing.remove(attempt) != null || waiting.remove(attempt);
          if (known) {
            report.run();
          }
          changed();
          return known;
        });
  }

  /** Removes an execution that has not started in a process; returns true if there was one. */
  public boolean forgetUnstarted(Attempt attempt) {
    return get(() -> preparing.containsKey(attempt) && forget(attempt));
  }

  /** Returns true if the execution was claimed and has no GO yet. */
  public boolean isPreparing(Attempt attempt) {
    return get(() -> preparing.containsKey(attempt));
  }

  /**
   * Frees the slot of an execution.
   *
   * @param report called under the lock, so that the execution is never unknown to this worker in
   *     between
   * @return true if it was in a slot
   */
  public boolean ended(Attempt attempt, Consumer<Assignment> report) {
    return get(
        () -> {
          Optional<Assignment> assignment = slots.find(attempt);
          assignment.ifPresent(report);
          slots.remove(attempt);
          ended++;
          fillSlots();
          return assignment.isPresent();
        });
  }

  /** Takes an execution back that its process did not accept: it gets the next slot. */
  public void waitAgain(ReadyExecution prepared) {
    locked(
        () -> {
          if (slots.remove(prepared.execution().attempt())) {
            waiting.addFirst(prepared, model(prepared), clock.instant());
            fillSlots();
          }
        });
  }

  /**
   * Marks an execution, once, as stuck: its slot is lost as long as it runs.
   *
   * @param report called under the lock, as in {@link #ended(Attempt, Consumer)}
   */
  public void stuck(Attempt attempt, Consumer<Assignment> report) {
    locked(
        () -> {
          if (slots.find(attempt).filter(found -> found.phase() != Phase.STUCK).isPresent()) {
            slots.change(attempt, Assignment::stuck).ifPresent(report);
            changed();
          }
        });
  }

  public void progressed(Attempt attempt, Assignment.Progress progress) {
    locked(() -> slots.change(attempt, assignment -> assignment.with(progress)));
  }

  /**
   * Returns the process of an attempt; empty if it is in none.
   *
   * @param orWasIn true to include an attempt that has just left its slot
   */
  public Optional<Generation> holder(Attempt attempt, boolean orWasIn) {
    return get(
        () ->
            slots
                .find(attempt)
                .map(Assignment::generation)
                .or(() -> orWasIn ? slots.wasIn(attempt) : Optional.empty()));
  }

  /** Returns an execution in a slot; empty if it is in none. */
  public Optional<ClaimedExecution> inSlot(Attempt attempt) {
    return get(() -> slots.find(attempt).map(Assignment::execution));
  }

  /** Starts the cancel ladder of an execution in a slot; returns false if it is in none. */
  public boolean cancel(Attempt attempt, CancelReason reason) {
    Instant now = clock.instant();
    var assignment = get(() -> slots.change(attempt, found -> found.completing(now, reason)));
    assignment.ifPresent(found -> found.link().cancel(attempt, reason));
    return assignment.isPresent();
  }

  /**
   * Removes the executions of a process that has ended, and closes the process: an execution that
   * arrived between its exit and the end of its link would be owned by this worker for ever.
   *
   * @param report called under the lock, as in {@link #ended(Attempt, Consumer)}
   */
  public void lost(Generation generation, Consumer<List<Assignment>> report) {
    locked(
        () -> {
          slots.close(generation);
          List<Assignment> lost = slots.in(generation);
          report.accept(lost);
          lost.forEach(assignment -> slots.remove(assignment.execution().attempt()));
          changed();
        });
  }

  /**
   * Compares the slots of a process with the executions that it reports. A reported execution that
   * this worker does not know is told to stop.
   *
   * @param answered sequence of the Ping that the report answers
   * @return executions in its slots that it neither runs nor has reported as ended
   */
  public List<Assignment> reconcile(
      Generation generation, long answered, Set<Attempt> reported, ProcessLink link) {
    return get(
        () -> {
          List<Assignment> inSlots = slots.in(generation);
          Set<Attempt> known =
              inSlots.stream().map(a -> a.execution().attempt()).collect(Collectors.toSet());
          reported.stream()
              .filter(attempt -> !known.contains(attempt))
              .forEach(attempt -> link.cancel(attempt, CancelReason.FENCED));
          List<Assignment> lost = missing.among(inSlots, reported, answered);
          missing.retain(slots.attempts());
          return lost;
        });
  }

  /** Removes executions that have not started and hold no permit. */
  public List<Attempt> takeUnstarted() {
    return get(
        () -> {
          var attempts = new ArrayList<>(preparing.keySet());
          preparing.clear();
          attempts.addAll(waiting.takeWithoutPermit());
          changed();
          return attempts;
        });
  }

  /**
   * Waits until no execution waits for a slot, and removes those that still do after the time
   * limit.
   */
  public List<Attempt> awaitNoneWaiting(Duration timeout) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = timeout.toNanos();
      while (waiting.size() > 0 && nanos > 0) {
        nanos = freed.awaitNanos(nanos);
      }
      List<Attempt> left = waiting.takeAll();
      changed();
      return left;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Removes executions that have waited too long for a slot and may be given back.
   *
   * @param timeout by model
   */
  public List<Attempt> takeOverdue(Function<ExecutionModel, Duration> timeout) {
    return get(
        () -> {
          List<Attempt> overdue = waiting.takeOverdue(timeout, clock.instant());
          changed();
          return overdue;
        });
  }

  /** Returns every attempt that this worker holds. */
  public Set<Attempt> known() {
    return get(
        () -> {
          var known = new HashSet<>(preparing.keySet());
          waiting.executions().map(ClaimedExecution::attempt).forEach(known::add);
          slots.all().forEach(assignment -> known.add(assignment.execution().attempt()));
          return known;
        });
  }

  /**
   * Returns all executions whose lease this worker must keep. A stuck execution beside others is
   * excluded because it was recorded; one with a process of its own is recorded when that process
   * has ended.
   */
  public List<ClaimedExecution> owned() {
    return get(
        () -> {
          var owned = new ArrayList<>(preparing.values());
          waiting.executions().forEach(owned::add);
          slots.all().stream()
              .filter(a -> a.phase() != Phase.STUCK || slots.hasOwnProcess(a))
              .forEach(assignment -> owned.add(assignment.execution()));
          return owned;
        });
  }

  /** Returns the executions in slots, oldest first. */
  public List<Assignment> assigned() {
    return get(() -> List.copyOf(slots.all()));
  }

  /** Returns executions that their process should have reported by now. */
  public List<Assignment> overdue(Duration timeout) {
    Instant now = clock.instant();
    return assigned().stream().filter(a -> a.overdue(now, timeout)).toList();
  }

  /**
   * Returns the number of executions that could start now, or as soon as a process was launched for
   * them.
   */
  public int freeSlots() {
    return get(
        () ->
            switch (policy.ofStandard().serving()) {
              case Scaling.One _ -> slots.freeInActive();
              case Scaling.OnDemand(_, int most, _) -> Math.max(0, most - slots.onDemand());
            });
  }

  /** Returns the bundles of executions that wait for a process of this model, by SHA-256. */
  public Map<String, Path> bundlesWaitingFor(ExecutionModel model) {
    return get(
        () ->
            waiting.waitingFor(model).stream()
                .collect(
                    Collectors.toMap(
                        item -> item.execution().body().bundleSha256(),
                        ReadyExecution::bundle,
                        (first, _) -> first)));
  }

  /**
   * Returns the SHA-256 of each bundle that executions of this worker need, stuck ones included.
   */
  public Set<String> bundlesInUse() {
    return get(
        () ->
            Stream.of(
                    preparing.values().stream(),
                    waiting.executions(),
                    slots.all().stream().map(Assignment::execution))
                .flatMap(executions -> executions)
                .map(execution -> execution.body().bundleSha256())
                .collect(Collectors.toSet()));
  }

  /**
   * Sets executions aside whose bundle is not fetched yet: they no longer count as about to start.
   * Does nothing if too many are aside, so that a worker does not claim a whole queue of them.
   */
  public void setAside(List<Attempt> attempts) {
    locked(
        () -> {
          aside.retainAll(preparing.keySet());
          if (aside.size() + attempts.size() <= MAX_ASIDE) {
            aside.addAll(attempts);
            changed();
          }
        });
  }

  /** Returns the number of executions that have ended since the start. */
  public long ended() {
    return get(() -> ended);
  }

  private void fillSlots() {
    slots.fill(waiting);
    changed();
  }

  private void changed() {
    freed.signalAll();
    if (awaitedPrefetch >= 0 && capacityFor(awaitedPrefetch) > 0) {
      claimable.signalAll(); // not at each end, because most do not let anything be claimed
    }
    Demand now = slots.demand(waiting);
    if (!now.equals(demand)) {
      demand = now;
      onDemand.accept(now);
    }
  }

  private int capacityFor(int prefetch) {
    int waitingStandard = waiting.count(policy.standard());
    var owned =
        new ClaimCapacity.Owned(
            slots.freeInActive(),
            slots.onDemand(),
            waitingStandard,
            waiting.size() - waitingStandard,
            preparing.size() - (int) aside.stream().filter(preparing::containsKey).count());
    return ClaimCapacity.toClaim(owned, slots.hasActive(), prefetch, policy);
  }

  private ExecutionModel model(ReadyExecution prepared) {
    return policy.choose(prepared.execution().body().executionModel());
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  private <T> T get(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
