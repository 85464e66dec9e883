package io.sluice.process.misfit;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;

/** Wants a monitor that another execution holds. */
public final class MonitorWaiterWorkflow implements Workflow<Object, String> {
  @Override
  public String run(Object input, WorkflowContext context) {
    synchronized (Ledger.MONITOR) {
      return "never";
    }
  }
}
