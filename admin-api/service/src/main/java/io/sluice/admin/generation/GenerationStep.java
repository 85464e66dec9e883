package io.sluice.admin.generation;

/** A change in the cluster. */
sealed interface GenerationStep {

  /** Tells a worker to claim nothing more, or to claim again. */
  record Mark(String pod, boolean draining) implements GenerationStep {}

  /** Ends a release generation that has run out. */
  record ScaleToZero(String deployment) implements GenerationStep {}

  /** Writes how much it costs to delete a pod: the number of its executions. */
  record SetCost(String pod, int cost) implements GenerationStep {}
}
