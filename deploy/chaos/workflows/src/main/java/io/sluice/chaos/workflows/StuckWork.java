package io.sluice.chaos.workflows;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/** Hostile: ignores its cancel, in the way that the input names. */
@WorkflowDefinition(name = "chaos-stuck", description = "Hostile: ignores its cancel.")
public final class StuckWork implements Workflow<StuckWork.Input, Void> {
  private static final long NAP_MS = 60_000;

  /** The way of getting stuck. */
  public enum Kind {
    SPIN,
    SWALLOW,
    LOCK_CYCLE,
    SOCKET
  }

  /**
   * The input.
   *
   * @param ledger absolute path of the ledger
   */
  public record Input(String ledger, Kind kind) {}

  @Override
  public Void run(Input input, WorkflowContext context) throws IOException {
    try (var ledger = Ledger.open(input.ledger(), context)) {
      ledger.start();
      switch (input.kind()) {
        case SPIN -> spin();
        case SWALLOW -> swallow();
        case LOCK_CYCLE -> new LockCycle().run();
        case SOCKET -> readFromSilence();
      }
      ledger.end("normal");
    }
    return null;
  }

  private static void spin() {
    while (true) {
      Thread.onSpinWait();
    }
  }

  private static void swallow() {
    while (true) {
      try {
        Thread.sleep(NAP_MS);
      } catch (InterruptedException _) {
        // On purpose.
      }
    }
  }

  private static void readFromSilence() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var socket = new Socket(silent.getInetAddress(), silent.getLocalPort())) {
      int _ = socket.getInputStream().read();
    }
  }

  /** Two threads that take two locks in opposite order. */
  private static final class LockCycle implements Runnable {
    private final Object left = new Object();
    private final Object right = new Object();
    private final CountDownLatch bothHoldOne = new CountDownLatch(2);

    @Override
    public void run() {
      new Thread(() -> takeBoth(right, left), "lock-cycle").start();
      takeBoth(left, right);
    }

    private void takeBoth(Object first, Object second) {
      synchronized (first) {
        bothHoldOne.countDown();
        while (bothHoldOne.getCount() > 0) {
          Thread.onSpinWait();
        }
        synchronized (second) {
          Thread.onSpinWait();
        }
      }
    }
  }
}
