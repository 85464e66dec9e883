package io.sluice.orchestrator.supervision;

import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.ModelPolicy;
import io.sluice.orchestrator.fleet.Scaling;
import java.util.EnumMap;
import java.util.Map;

/**
 * Models that a worker runs, by its configuration: its own, and those with one execution in a
 * process, for workflows that request it and for suspects of a crash. With the flag off there is no
 * thread model: executions that request it run in the own model of the worker. Pure.
 */
final class Models {

  private Models() {}

  static ExecutionModel standard(SupervisionConfig config) {
    return config.threadWorkers()
        ? ExecutionModel.THREAD
        : ExecutionModel.of(config.executionModel()).orElse(ExecutionModel.PROCESS);
  }

  static Map<ExecutionModel, ModelPolicy> of(SupervisionConfig config) {
    var models = new EnumMap<ExecutionModel, ModelPolicy>(ExecutionModel.class);
    if (config.threadWorkers()) {
      var one = new Scaling.One(config.standby());
      models.put(
          ExecutionModel.THREAD,
          new ModelPolicy(one, config.slots(), config.recycleAfterExecutions()));
    }
    boolean warm = standard(config) == ExecutionModel.PROCESS;
    models.put(
        ExecutionModel.PROCESS,
        new ModelPolicy(
            onDemand(config, ExecutionModel.PROCESS, warm ? config.minWorkers() : 0),
            1,
            config.recycleAfterExecutions()));
    models.put(
        ExecutionModel.ISOLATED,
        new ModelPolicy(onDemand(config, ExecutionModel.ISOLATED, 0), 1, 1));
    return Map.copyOf(models);
  }

  /**
   * Returns the maximum of processes of other models. In the thread model the ACTIVE one, its
   * STANDBY and a draining one are reserved.
   */
  static int beside(SupervisionConfig config) {
    return config.threadWorkers()
        ? Math.max(1, config.bound() - 2 - config.standby())
        : Math.max(1, config.bound() - config.maxWorkers());
  }

  private static Scaling.OnDemand onDemand(
      SupervisionConfig config, ExecutionModel model, int least) {
    int most = model == standard(config) ? config.maxWorkers() : beside(config);
    return new Scaling.OnDemand(least, Math.min(most, config.maxWorkers()), config.idleFor());
  }
}
