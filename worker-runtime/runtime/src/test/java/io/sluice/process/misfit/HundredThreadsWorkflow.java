package io.sluice.process.misfit;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Returns without shutting its pool of a hundred threads down. */
public final class HundredThreadsWorkflow implements Workflow<Object, String> {
  private static final int THREADS = 100;

  @Override
  @SuppressWarnings("resource") // That is what it is for.
  public String run(Object input, WorkflowContext context) throws InterruptedException {
    var started = new CountDownLatch(THREADS);
    var pool = Executors.newFixedThreadPool(THREADS);
    for (int thread = 0; thread < THREADS; thread++) {
      pool.execute(started::countDown);
    }
    started.await();
    return "done";
  }
}
