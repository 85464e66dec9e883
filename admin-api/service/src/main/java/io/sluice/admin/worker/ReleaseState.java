package io.sluice.admin.worker;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Deployments and pods of the workers of a release at one moment.
 *
 * @param current name of the present Deployment by group
 */
record ReleaseState(
    Map<String, String> current, List<WorkerDeployment> deployments, List<WorkerPod> pods) {

  /** The Deployment of one release generation of a group. */
  record WorkerDeployment(String name, String group, String generation, int wanted, int ready) {}

  /**
   * A pod of a worker.
   *
   * @param marked true if it was told to claim nothing more
   * @param cost its deletion cost; empty if it has none
   * @param started false if no worker can run in it yet, so that nothing can be lost
   * @param drains true if its worker says that it claims nothing
   * @param running number of its executions; empty if its worker is not heard
   */
  record WorkerPod(
      String name,
      String group,
      String generation,
      boolean marked,
      OptionalInt cost,
      boolean started,
      boolean drains,
      OptionalInt running) {

    boolean isOf(WorkerDeployment deployment) {
      return group.equals(deployment.group()) && generation.equals(deployment.generation());
    }

    /** Returns true if ending it loses nothing: it claims nothing more and runs nothing. */
    boolean hasRunOut() {
      return !started || (marked && drains && running.orElse(1) == 0);
    }
  }
}
