package io.sluice.orchestrator.dispatch;

import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.Generation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The processes that take new work, oldest first. Confined to the dispatcher's lock. */
final class Routes {
  private final Map<Generation, Route> routes = new LinkedHashMap<>();

  /** In the {@code thread} model it takes the place of the one before. */
  void add(Route route) {
    if (route.model() == ExecutionModel.THREAD) {
      routes.values().removeIf(other -> other.model() == ExecutionModel.THREAD);
    }
    routes.put(route.generation(), route);
  }

  void remove(Generation generation) {
    routes.remove(generation);
  }

  /** One more starts there. */
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

  /** The one process of the {@code thread} model that takes work. */
  Optional<Route> active() {
    return routes.values().stream().filter(r -> r.model() == ExecutionModel.THREAD).findFirst();
  }
}
