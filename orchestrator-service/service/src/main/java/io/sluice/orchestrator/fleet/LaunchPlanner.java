package io.sluice.orchestrator.fleet;

import io.sluice.orchestrator.fleet.ModelPolicy.Scaling;
import io.sluice.orchestrator.fleet.ProcessState.Starting;
import java.time.Instant;
import java.util.Optional;

/** Determines missing processes and those that may be launched now. Pure. */
final class LaunchPlanner {

  private LaunchPlanner() {}

  /** Launches missing processes, within the bounds and after the backoff. */
  static FleetDecision replenish(Fleet fleet, FleetPolicy policy, Instant now) {
    Optional<ExecutionModel> model = next(fleet, policy);
    if (model.isEmpty() || now.isBefore(fleet.launches().notBefore())) {
      return FleetDecision.of(fleet);
    }
    var g = new Generation(fleet.launches().launched() + 1);
    var starting =
        FleetProcess.launched(
            model.get(), new Starting(now.plus(policy.timing().readyWithin())), now);
    return FleetDecision.of(
            fleet.with(g, starting).with(fleet.launches().launch(g)),
            new FleetEffect.Launch(g, model.get()))
        .then(f -> replenish(f, policy, now));
  }

  /** Returns the model of the next launch, if a process is missing and the bounds allow it. */
  static Optional<ExecutionModel> next(Fleet fleet, FleetPolicy policy) {
    return fleet.closing() || fleet.processes().size() >= policy.bounds().processes()
        ? Optional.empty()
        : policy
            .inOrder()
            .filter(model -> missing(fleet, model, policy) > 0)
            .filter(model -> starting(fleet, model) < policy.bounds().starting())
            .filter(model -> model == policy.standard() || mayStandBeside(fleet, policy))
            .findFirst();
  }

  /** Returns the number of processes of a model that are missing. */
  static long missing(Fleet fleet, ExecutionModel model, FleetPolicy policy) {
    return switch (policy.of(model).serving()) {
      case Scaling.One(int standby) ->
          (fleet.active().isPresent() ? 0 : 1) + standby - fleet.spares(model);
      case Scaling.OnDemand onDemand ->
          target(fleet, model, onDemand, policy) - fleet.spares(model) - fleet.serving(model);
    };
  }

  /** Returns the number of processes of a model that should take work, or be about to. */
  static long target(
      Fleet fleet, ExecutionModel model, Scaling.OnDemand onDemand, FleetPolicy policy) {
    boolean trial = model == policy.standard() && fleet.launches().isUnproven();
    int least = Math.max(onDemand.least(), trial ? 1 : 0);
    return Math.clamp((long) fleet.demand().wanted(model), least, onDemand.most());
  }

  private static long starting(Fleet fleet, ExecutionModel model) {
    return fleet.count(m -> m.model() == model && m.state() instanceof Starting);
  }

  private static boolean mayStandBeside(Fleet fleet, FleetPolicy policy) {
    return fleet.count(m -> m.model() != policy.standard()) < policy.bounds().beside();
  }
}
