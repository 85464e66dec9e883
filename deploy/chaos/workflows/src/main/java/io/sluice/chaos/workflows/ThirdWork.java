package io.sluice.chaos.workflows;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.io.IOException;

/** Healthy work, the third of three workflows. */
@WorkflowDefinition(
    name = "chaos-work-3",
    description = "Healthy work.",
    maxRetries = 2,
    idempotent = true)
public final class ThirdWork implements Workflow<TimedWork.Input, String> {
  @Override
  public String run(TimedWork.Input input, WorkflowContext context)
      throws IOException, InterruptedException {
    return TimedWork.run(input, context);
  }
}
