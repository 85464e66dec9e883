package io.sluice.orchestrator.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The next state of the fleet and the effects to start, in order. */
public record Decision(Fleet fleet, List<FleetEffect> effects) {

  static Decision of(Fleet fleet, FleetEffect... effects) {
    return new Decision(fleet, List.of(effects));
  }

  Decision then(Function<Fleet, Decision> next) {
    Decision after = next.apply(fleet);
    if (after.effects.isEmpty()) {
      return new Decision(after.fleet, effects);
    }
    var all = new ArrayList<>(effects);
    all.addAll(after.effects);
    return new Decision(after.fleet, List.copyOf(all));
  }

  Decision with(UnaryOperator<Fleet> change) {
    return new Decision(change.apply(fleet), effects);
  }
}
