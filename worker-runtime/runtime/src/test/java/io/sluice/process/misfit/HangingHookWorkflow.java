package io.sluice.process.misfit;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import java.util.concurrent.locks.LockSupport;

/** Leaves a shutdown hook behind that never ends. */
public final class HangingHookWorkflow implements Workflow<Object, String> {
  @Override
  public String run(Object input, WorkflowContext context) {
    Runtime.getRuntime().addShutdownHook(new Thread(HangingHookWorkflow::hang));
    return "hook added";
  }

  private static void hang() {
    while (true) {
      LockSupport.park();
    }
  }
}
