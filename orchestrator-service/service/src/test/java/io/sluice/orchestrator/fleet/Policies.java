package io.sluice.orchestrator.fleet;

import io.sluice.orchestrator.fleet.ModelPolicy.Scaling;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Policies for tests, with the patience of the design. */
public final class Policies {
  private static final Duration IDLE_FOR = Duration.ofSeconds(30);

  private static final int MAX_STARTING = 3;

  private Policies() {}

  /** At most six processes, three of them beside; nothing is replaced for its age. */
  public static FleetPolicy thread(int slots) {
    return policy(
        ExecutionModel.THREAD,
        Map.of(
            ExecutionModel.THREAD, new ModelPolicy(new Scaling.One(1), slots, 0),
            ExecutionModel.PROCESS, onDemand(0, 3, 0),
            ExecutionModel.ISOLATED, onDemand(0, 3, 1)),
        6,
        3,
        Optional.empty());
  }

  /** Two beside. */
  public static FleetPolicy process(int least, int most) {
    return policy(
        ExecutionModel.PROCESS,
        Map.of(
            ExecutionModel.PROCESS, onDemand(least, most, 0),
            ExecutionModel.ISOLATED, onDemand(0, 2, 1)),
        most + 2,
        2,
        Optional.empty());
  }

  /** Returns a policy without other models. */
  public static FleetPolicy isolated(int most) {
    return policy(
        ExecutionModel.ISOLATED,
        Map.of(ExecutionModel.ISOLATED, onDemand(0, most, 1)),
        most + 2,
        2,
        Optional.empty());
  }

  static FleetPolicy withMostAge(FleetPolicy policy, Duration age) {
    return policy(
        policy.standard(),
        policy.models(),
        policy.bounds().processes(),
        policy.bounds().beside(),
        Optional.of(age));
  }

  static FleetPolicy withSilenceLost(FleetPolicy policy, Duration silenceLost) {
    return new FleetPolicy(
        policy.standard(),
        policy.models(),
        policy.bounds(),
        policy.timing(),
        new FleetPolicy.Silence(policy.silence().handOver(), silenceLost),
        policy.maxAge(),
        policy.failuresNotReady());
  }

  static FleetPolicy withMaxStarting(FleetPolicy policy, int maxStarting) {
    return new FleetPolicy(
        policy.standard(),
        policy.models(),
        new FleetPolicy.Bounds(policy.bounds().processes(), policy.bounds().beside(), maxStarting),
        policy.timing(),
        policy.silence(),
        policy.maxAge(),
        policy.failuresNotReady());
  }

  private static ModelPolicy onDemand(int least, int most, int executions) {
    return new ModelPolicy(new Scaling.OnDemand(least, most, IDLE_FOR), 1, executions);
  }

  private static FleetPolicy policy(
      ExecutionModel standard,
      Map<ExecutionModel, ModelPolicy> models,
      int maxProcesses,
      int maxBeside,
      Optional<Duration> mostAge) {
    return new FleetPolicy(
        standard,
        models,
        new FleetPolicy.Bounds(maxProcesses, maxBeside, MAX_STARTING),
        new FleetPolicy.Timing(
            Duration.ofSeconds(20), Duration.ofSeconds(5), Duration.ofSeconds(2)),
        new FleetPolicy.Silence(Duration.ofSeconds(5), Duration.ofSeconds(60)),
        mostAge,
        5);
  }
}
