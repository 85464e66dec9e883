package io.sluice.process.misfit;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;

/** Logs its input and returns it. */
public final class LoggingWorkflow implements Workflow<String, String> {
  @Override
  public String run(String input, WorkflowContext context) {
    context.log(input);
    return input;
  }
}
