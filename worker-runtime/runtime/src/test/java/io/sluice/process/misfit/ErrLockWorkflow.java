package io.sluice.process.misfit;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.logging.Logger;

/**
 * Leaves two threads behind that hold, for ever, the locks of {@code System.err} as threads outside
 * executions see it and of each handler of the root logger.
 */
public final class ErrLockWorkflow implements Workflow<Object, String> {
  private static final CountDownLatch HELD = new CountDownLatch(2);

  /** Object whose text never ends, and is read under the lock of the stream. */
  private static final class EndlessText {
    @Override
    public String toString() {
      HELD.countDown();
      Never.ends();
      return "";
    }
  }

  @Override
  public String run(Object input, WorkflowContext context) throws InterruptedException {
    ForkJoinPool.commonPool().execute(() -> System.err.printf("%s", new EndlessText()));
    var root = Logger.getLogger("");
    var holder =
        new Thread(
            () -> {
              synchronized (root.getHandlers()[0]) {
                HELD.countDown();
                Never.ends();
              }
            });
    holder.setDaemon(true);
    holder.start();
    HELD.await();
    return "held";
  }
}
