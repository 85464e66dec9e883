package io.sluice.process.misfit;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import java.util.concurrent.locks.LockSupport;

/** Prints from a thread of its own, and leaves nine more behind that ignore every interrupt. */
public final class StrayThreadsWorkflow implements Workflow<Object, String> {
  @Override
  public String run(Object input, WorkflowContext context) throws InterruptedException {
    var speaker = new Thread(() -> System.out.println("from a thread of mine"));
    speaker.start();
    speaker.join();
    for (int stray = 1; stray <= 9; stray++) {
      var thread = new Thread(StrayThreadsWorkflow::stay, "stray-" + stray);
      thread.setDaemon(true);
      thread.start();
    }
    System.out.print("no line end");
    return "done";
  }

  private static void stay() {
    while (true) {
      LockSupport.park();
    }
  }
}
