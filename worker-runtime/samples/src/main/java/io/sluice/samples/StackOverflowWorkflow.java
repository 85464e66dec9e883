package io.sluice.samples;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;

/** Hostile: calls itself without end. */
@WorkflowDefinition(name = "stack-overflow", description = "Hostile: overflows its stack.")
public final class StackOverflowWorkflow implements Workflow<Void, Integer> {
  @Override
  public Integer run(Void input, WorkflowContext context) {
    return descend(0);
  }

  @SuppressWarnings("InfiniteRecursion") // That is what it is for.
  private static int descend(int depth) {
    return descend(depth + 1) + 1;
  }
}
