package io.sluice.orchestrator.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The next state of the fleet and the effects to start, in order. */
public record FleetDecision(Fleet fleet, List<FleetEffect> effects) {

  static FleetDecision of(Fleet fleet, FleetEffect... effects) {
    return new FleetDecision(fleet, List.of(effects));
  }

  FleetDecision then(Function<Fleet, FleetDecision> next) {
    FleetDecision after = next.apply(fleet);
    if (after.effects.isEmpty()) {
      return new FleetDecision(after.fleet, effects);
    }
    var all = new ArrayList<>(effects);
    all.addAll(after.effects);
    return new FleetDecision(after.fleet, List.copyOf(all));
  }

  FleetDecision with(UnaryOperator<Fleet> change) {
    return new FleetDecision(change.apply(fleet), effects);
  }
}
