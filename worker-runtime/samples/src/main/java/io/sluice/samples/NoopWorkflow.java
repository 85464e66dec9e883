package io.sluice.samples;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;

/** Does nothing, for benchmarks of everything around it. */
@WorkflowDefinition(name = "noop", description = "Does nothing.", idempotent = true)
public final class NoopWorkflow implements Workflow<Object, Void> {
  @Override
  public Void run(Object input, WorkflowContext context) {
    return null;
  }
}
