package io.sluice.orchestrator.slots;

import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.Generation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Processes that are open for new work, oldest first. Confined to the lock of the dispatcher. */
final class Routes {
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
