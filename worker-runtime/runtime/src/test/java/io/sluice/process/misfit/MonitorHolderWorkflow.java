package io.sluice.process.misfit;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;

/** Holds a monitor that another execution wants. */
public final class MonitorHolderWorkflow implements Workflow<Object, String> {
  @Override
  public String run(Object input, WorkflowContext context) {
    synchronized (Ledger.MONITOR) {
      context.log("holding");
      Never.ends();
    }
    return "never";
  }
}
