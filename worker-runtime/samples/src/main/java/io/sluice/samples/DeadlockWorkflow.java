package io.sluice.samples;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.util.concurrent.CountDownLatch;

/** Hostile: two threads take two locks in opposite order; the workflow's own thread is one. */
@WorkflowDefinition(name = "deadlock", description = "Hostile: deadlocks with its own thread.")
public final class DeadlockWorkflow implements Workflow<Void, Void> {
  private final Object left = new Object();
  private final Object right = new Object();
  private final CountDownLatch bothHoldOne = new CountDownLatch(2);

  @Override
  public Void run(Void input, WorkflowContext context) {
    new Thread(() -> takeBoth(right, left), "deadlock-partner").start();
    takeBoth(left, right);
    return null;
  }

  private void takeBoth(Object first, Object second) {
    synchronized (first) {
      meet();
      synchronized (second) {
        bothHoldOne.countDown();
      }
    }
  }

  private void meet() {
    bothHoldOne.countDown();
    while (bothHoldOne.getCount() > 0) {
      Thread.onSpinWait();
    }
  }
}
