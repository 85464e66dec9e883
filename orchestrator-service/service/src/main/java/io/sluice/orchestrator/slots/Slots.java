package io.sluice.orchestrator.slots;

import io.sluice.orchestrator.fleet.Demand;
import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.FleetPolicy;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.slots.Assignment.Phase;
import io.sluice.queue.Attempt;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Executions in the slots of processes, oldest first, and the processes that are open for more.
 * Confined to the lock of the scheduler.
 */
final class Slots {
  private final FleetPolicy policy;
  private final InstantSource clock;
  private final Map<Attempt, Assignment> assigned = new LinkedHashMap<>();
  private final Routes routes = new Routes();
  private final RecentlyEnded recent = new RecentlyEnded();

  Slots(FleetPolicy policy, InstantSource clock) {
    this.policy = policy;
    this.clock = clock;
  }

  void open(Route route) {
    routes.add(route);
  }

  void close(Generation generation) {
    routes.remove(generation);
  }

  /** Starts waiting executions as far as there are free slots of their model. */
  void fill(ReadyQueue waiting) {
    routes.all().forEach(route -> fill(route, waiting));
  }

  private void fill(Route route, ReadyQueue waiting) {
    Route there = route;
    for (int free = there.free(in(there.generation()).size()); free > 0; free--) {
      ReadyExecution next = waiting.next(there.model());
      if (next == null) {
        return;
      }
      var execution = next.execution();
      assigned.put(
          execution.attempt(),
          new Assignment(
              execution, there.link(), there.model(), clock.instant(), Phase.RUNNING, null, null));
      routes.used(there);
      there.link().execute(execution, next.bundle());
      there = there.used();
    }
  }

  Optional<Assignment> find(Attempt attempt) {
    return Optional.ofNullable(assigned.get(attempt));
  }

  Optional<Assignment> change(Attempt attempt, UnaryOperator<Assignment> change) {
    return Optional.ofNullable(assigned.computeIfPresent(attempt, (_, old) -> change.apply(old)));
  }

  boolean remove(Attempt attempt) {
    Assignment removed = assigned.remove(attempt);
    if (removed != null) {
      recent.add(attempt, removed.generation());
    }
    return removed != null;
  }

  /** Returns the process whose slot an attempt has left a short time ago. */
  Optional<Generation> wasIn(Attempt attempt) {
    return Optional.ofNullable(recent.find(attempt));
  }

  Collection<Assignment> all() {
    return Collections.unmodifiableCollection(assigned.values());
  }

  Set<Attempt> attempts() {
    return Collections.unmodifiableSet(assigned.keySet());
  }

  List<Assignment> in(Generation generation) {
    return assigned.values().stream().filter(a -> a.generation().equals(generation)).toList();
  }

  /** Returns true if a process of the thread model is open for work. */
  boolean hasActive() {
    return routes.active().isPresent();
  }

  int freeInActive() {
    return routes.active().map(r -> r.free(in(r.generation()).size())).orElse(0);
  }

  /** Returns the number of executions in processes that are launched on demand. */
  int onDemand() {
    return (int) assigned.values().stream().filter(this::hasOwnProcess).count();
  }

  boolean hasOwnProcess(Assignment assignment) {
    return policy.of(assignment.model()).hasOwnProcess();
  }

  /** Returns the demand for processes of these and of the waiting executions. */
  Demand demand(ReadyQueue waiting) {
    var wanted = new EnumMap<ExecutionModel, Integer>(ExecutionModel.class);
    var busy = new HashSet<Generation>();
    for (Assignment assignment : assigned.values()) {
      if (hasOwnProcess(assignment)) {
        wanted.merge(assignment.model(), assignment.phase() == Phase.STUCK ? 0 : 1, Integer::sum);
        busy.add(assignment.generation());
      }
    }
    for (ExecutionModel model : policy.models().keySet()) {
      int waits = policy.of(model).hasOwnProcess() ? waiting.count(model) : 0;
      if (waits > 0) {
        wanted.merge(model, waits, Integer::sum);
      }
    }
    return wanted.isEmpty() ? Demand.NONE : new Demand(Map.copyOf(wanted), Set.copyOf(busy));
  }

  /**
   * Process of each of the last thousand attempts that left their slot, because their last log
   * lines may follow the outcome. Confined to the lock of the scheduler.
   */
  static final class RecentlyEnded {
    private static final int MAX_ATTEMPTS = 1000;

    private final Map<Attempt, Generation> processes =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Attempt, Generation> eldest) {
            return size() > MAX_ATTEMPTS;
          }
        };

    void add(Attempt attempt, Generation process) {
      processes.put(attempt, process);
    }

    @Nullable Generation find(Attempt attempt) {
      return processes.get(attempt);
    }
  }

  /** Processes that are open for new work, oldest first. Confined to the lock of the scheduler. */
  static final class Routes {
    private final Map<Generation, Route> routes = new LinkedHashMap<>();

    /** Adds a route; in the {@code thread} model it replaces the one before. */
    void add(Route route) {
      if (route.model() == ExecutionModel.THREAD) {
        routes.values().removeIf(other -> other.model() == ExecutionModel.THREAD);
      }
      routes.put(route.generation(), route);
    }

    void remove(Generation generation) {
      routes.remove(generation);
    }

    /** Counts one more start. */
    void used(Route route) {
      Route after = route.used();
      if (after.left() > 0) {
        routes.put(route.generation(), after);
      } else {
        routes.remove(route.generation());
      }
    }

    List<Route> all() {
      return List.copyOf(routes.values());
    }

    /** Returns the process of the {@code thread} model that is open for work. */
    Optional<Route> active() {
      return routes.values().stream().filter(r -> r.model() == ExecutionModel.THREAD).findFirst();
    }
  }
}
