package io.sluice.chaos.workflows;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.io.IOException;

/** Healthy work of an exclusive workflow: its executions never overlap. */
@WorkflowDefinition(
    name = "chaos-exclusive",
    description = "Never two at once.",
    exclusive = true,
    maxRetries = 2,
    idempotent = true)
public final class ExclusiveWork implements Workflow<TimedWork.Input, String> {
  @Override
  public String run(TimedWork.Input input, WorkflowContext context)
      throws IOException, InterruptedException {
    return TimedWork.run(input, context);
  }
}
