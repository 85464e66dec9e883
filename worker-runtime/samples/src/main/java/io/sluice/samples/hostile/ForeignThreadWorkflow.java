package io.sluice.samples.hostile;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.util.concurrent.CountDownLatch;

/** Hostile: its threads block threads that interrupt or inspect them. */
@WorkflowDefinition(
    name = "hostile-foreign-thread",
    description = "Hostile: hangs whoever interrupts, prints or compares a thread of its own.")
public final class ForeignThreadWorkflow implements Workflow<Void, Void> {
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  /** A thread whose overridable methods do not return. */
  private static final class Hanging extends Thread {
    Hanging() {
      super(ForeignThreadWorkflow::hang, "hanging");
    }

    @Override
    public void interrupt() {
      hang();
    }

    @Override
    public String toString() {
      hang();
      return "";
    }

    @Override
    public boolean equals(Object other) {
      hang();
      return false;
    }

    @Override
    public int hashCode() {
      return 1;
    }

    @Override
    public ClassLoader getContextClassLoader() {
      hang();
      return super.getContextClassLoader();
    }

    @Override
    public State getState() {
      hang();
      return super.getState();
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      hang();
      return super.getStackTrace();
    }

    @Override
    public UncaughtExceptionHandler getUncaughtExceptionHandler() {
      hang();
      return super.getUncaughtExceptionHandler();
    }
  }

  /** A channel whose close, which an interrupt runs on the thread that interrupts, hangs. */
  private static final class HangingChannel extends AbstractInterruptibleChannel {
    void blockIn() {
      begin();
      hang();
    }

    @Override
    protected void implCloseChannel() {
      hang();
    }
  }

  @Override
  public Void run(Void input, WorkflowContext context) {
    new Hanging().start();
    new Thread(() -> new HangingChannel().blockIn(), "in-channel").start();
    hang();
    return null;
  }

  private static void hang() {
    while (true) {
      try {
        NEVER.await();
      } catch (InterruptedException _) {
        // Goes on hanging.
      }
    }
  }
}
