package io.sluice.chaos.workflows;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.io.IOException;

/** Healthy work that is never repeated after a start. */
@WorkflowDefinition(name = "chaos-once", description = "Started at most once.", atMostOnce = true)
public final class OnceWork implements Workflow<TimedWork.Input, String> {
  @Override
  public String run(TimedWork.Input input, WorkflowContext context)
      throws IOException, InterruptedException {
    return TimedWork.run(input, context);
  }
}
