package io.sluice.samples;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;

/** Hostile: computes for ever and never checks for a cancellation. */
@WorkflowDefinition(name = "spin", description = "Hostile: spins for ever.")
public final class SpinWorkflow implements Workflow<Void, Long> {
  @Override
  public Long run(Void input, WorkflowContext context) {
    return spin(1);
  }

  private static long spin(long seed) {
    long number = seed;
    while (number != 0) {
      number = number * 6364136223846793005L + 1442695040888963407L | 1;
    }
    return number;
  }
}
