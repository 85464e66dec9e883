package io.sluice.orchestrator.fleet;

import java.util.Map;
import java.util.Set;

/**
 * What executions want of the fleet, in the models whose processes come on demand.
 *
 * @param wanted executions that wait for a slot or are in one
 * @param busy processes with an execution
 */
public record Demand(Map<ExecutionModel, Integer> wanted, Set<Generation> busy) {
  public static final Demand NONE = new Demand(Map.of(), Set.of());

  int wanted(ExecutionModel model) {
    return wanted.getOrDefault(model, 0);
  }

  boolean isBusy(Generation generation) {
    return busy.contains(generation);
  }
}
