package io.sluice.chaos.workflows;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.io.IOException;

/** Healthy work of a workflow that gets blacklisted. */
@WorkflowDefinition(
    name = "chaos-blockable",
    description = "Work that gets blocked.",
    maxRetries = 2,
    idempotent = true)
public final class BlockableWork implements Workflow<TimedWork.Input, String> {
  @Override
  public String run(TimedWork.Input input, WorkflowContext context)
      throws IOException, InterruptedException {
    return TimedWork.run(input, context);
  }
}
