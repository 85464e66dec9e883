package io.sluice.orchestrator.fleet;

import java.util.Map;
import java.util.Set;

/**
 * Demand of executions for processes, in the models whose processes are launched on demand.
 *
 * @param wanted number of executions that wait for a slot or are in one
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
