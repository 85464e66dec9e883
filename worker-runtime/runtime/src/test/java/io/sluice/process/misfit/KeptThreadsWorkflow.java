package io.sluice.process.misfit;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Creates one thread for all executions in the first one, and reports whether it lives. */
@WorkflowDefinition(name = "kept-threads", keepsThreads = true)
public final class KeptThreadsWorkflow implements Workflow<Object, String> {
  private static final AtomicInteger MADE = new AtomicInteger();
  private static @Nullable Thread keeper;

  @Override
  public synchronized String run(Object input, WorkflowContext context) {
    var present = keeper;
    if (present == null || !present.isAlive()) {
      MADE.incrementAndGet();
      present = new Thread(KeptThreadsWorkflow::untilInterrupted, "keeper");
      present.setDaemon(true);
      present.start();
      keeper = present;
    }
    return "made " + MADE.get();
  }

  private static void untilInterrupted() {
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.park();
    }
  }
}
