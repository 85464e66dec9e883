package io.sluice.process.misfit;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;

/** Wants a lock that a thread of the JVM's common pool holds, which belongs to no execution. */
public final class LockWaiterWorkflow implements Workflow<Object, String> {
  @Override
  public String run(Object input, WorkflowContext context) throws InterruptedException {
    var held = new CountDownLatch(1);
    ForkJoinPool.commonPool()
        .execute(
            () -> {
              Ledger.LOCK.lock();
              held.countDown();
              Never.ends();
            });
    held.await();
    Ledger.LOCK.lock();
    return "never";
  }
}
