package io.sluice.process.execution;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import java.util.Map;

/** Workflow without content, which checks that a slot can run a workflow. */
public final class NoOp implements Workflow<Map<String, Object>, Map<String, Object>> {
  @Override
  public Map<String, Object> run(Map<String, Object> input, WorkflowContext context)
      throws InterruptedException {
    context.checkCancelled();
    return input;
  }
}
