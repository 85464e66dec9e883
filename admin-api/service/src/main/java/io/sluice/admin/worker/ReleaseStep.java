package io.sluice.admin.worker;

/** A change in the cluster. */
sealed interface ReleaseStep {

  /** Tells a worker to claim nothing more, or to claim again. */
  record Mark(String pod, boolean draining) implements ReleaseStep {}

  /** Ends a release generation that has run out. */
  record ScaleToZero(String deployment) implements ReleaseStep {}

  /** Writes how much it costs to delete a pod: the number of its executions. */
  record SetCost(String pod, int cost) implements ReleaseStep {}
}
