package io.sluice.admin.worker;

import io.sluice.admin.worker.ReleaseState.WorkerDeployment;
import io.sluice.admin.worker.ReleaseState.WorkerPod;
import io.sluice.admin.worker.ReleaseStep.Mark;
import io.sluice.admin.worker.ReleaseStep.ScaleToZero;
import io.sluice.admin.worker.ReleaseStep.SetCost;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides how an earlier release generation runs out. It goes on claiming until the present one is
 * as large as it shall be; then its workers are told to claim nothing more; and when none of them
 * runs anything, its Deployment is scaled to zero. Pure.
 */
final class ReleaseRules {

  private ReleaseRules() {}

  static List<ReleaseStep> decide(ReleaseState state) {
    var steps = new ArrayList<ReleaseStep>();
    for (WorkerDeployment deployment : state.deployments()) {
      String current = state.current().get(deployment.group());
      if (deployment.name().equals(current)) {
        resume(pods(state, deployment), steps);
      } else if (deployment.wanted() > 0 && (current == null || serves(state, current))) {
        runOut(deployment, pods(state, deployment), steps);
      }
    }
    return List.copyOf(steps);
  }

  /** Costs that differ from those that the pods have. */
  static List<ReleaseStep> costs(ReleaseState state) {
    return state.pods().stream()
        .filter(pod -> pod.running().isPresent())
        .filter(pod -> pod.cost().orElse(0) != pod.running().getAsInt())
        .<ReleaseStep>map(pod -> new SetCost(pod.name(), pod.running().getAsInt()))
        .toList();
  }

  /** One at zero does not serve: after a rollback it has yet to grow. */
  private static boolean serves(ReleaseState state, String current) {
    return state.deployments().stream()
        .anyMatch(
            each -> each.name().equals(current) && each.ready() >= Math.max(1, each.wanted()));
  }

  /** After a rollback the generation that was running out is the present one again. */
  private static void resume(List<WorkerPod> pods, List<ReleaseStep> steps) {
    pods.stream().filter(WorkerPod::marked).forEach(pod -> steps.add(new Mark(pod.name(), false)));
  }

  private static void runOut(
      WorkerDeployment deployment, List<WorkerPod> pods, List<ReleaseStep> steps) {
    pods.stream()
        .filter(pod -> !pod.marked())
        .forEach(pod -> steps.add(new Mark(pod.name(), true)));
    if (pods.stream().allMatch(WorkerPod::hasRunOut)) {
      steps.add(new ScaleToZero(deployment.name()));
    }
  }

  private static List<WorkerPod> pods(ReleaseState state, WorkerDeployment deployment) {
    return state.pods().stream().filter(pod -> pod.isOf(deployment)).toList();
  }
}
