package io.sluice.process.misfit;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import java.util.concurrent.locks.LockSupport;

/** Leaves a thread behind that prints when it is interrupted, and goes on printing. */
public final class LatePrintWorkflow implements Workflow<Object, String> {
  @Override
  public String run(Object input, WorkflowContext context) {
    var thread =
        new Thread(
            () -> {
              while (true) {
                LockSupport.park();
                if (Thread.interrupted()) {
                  System.out.println("printed late");
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
    return "done";
  }
}
