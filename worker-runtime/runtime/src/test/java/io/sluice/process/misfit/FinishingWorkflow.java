package io.sluice.process.misfit;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import java.util.concurrent.CountDownLatch;

/** Returns what it has when its closer tells it to. */
public final class FinishingWorkflow implements Workflow<Void, String> {
  @Override
  public String run(Void input, WorkflowContext context) {
    var cancelled = new CountDownLatch(1);
    context.onCancel("the work", cancelled::countDown);
    while (true) {
      try {
        cancelled.await();
        return context.isCancelled() ? "finished" : "not told";
      } catch (InterruptedException _) {
        // Only the closer ends it.
      }
    }
  }
}
