package io.sluice.samples;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;

/** Returns its input. */
@WorkflowDefinition(name = "echo", description = "Returns its input.", idempotent = true)
public final class EchoWorkflow implements Workflow<Object, Object> {
  @Override
  public Object run(Object input, WorkflowContext context) {
    return input;
  }
}
