package io.sluice.samples.hostile;

import io.sluice.workflow.LogLevel;
import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;

/** Hostile: passes null and other invalid arguments to its context. */
@WorkflowDefinition(
    name = "hostile-null-argument",
    description = "Hostile: logs with a level that is null, and reports progress of NaN percent.")
public final class NullArgumentWorkflow implements Workflow<Void, String> {
  @Override
  @SuppressWarnings({"NullAway", "DataFlowIssue"}) // That is the harm.
  public String run(Void input, WorkflowContext context) {
    context.progress(Double.NaN, null);
    context.progress(Double.POSITIVE_INFINITY, "twice");
    try {
      context.log((LogLevel) null, "x");
      return "a level of null was taken";
    } catch (IllegalArgumentException refused) {
      return String.valueOf(refused.getMessage());
    }
  }
}
