package io.sluice.process.life;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Runs with every orderly exit of the JVM, beside the hooks of workflows. Arms a halt, because one
 * of those may hang, then tells the loop and waits until it has sent what is to be sent. The thread
 * of the hook runs it.
 */
public final class ShutdownHook {
  private static final int HALT_STEPS = 400;
  private static final long HALT_STEP_NANOS = 5_000_000;
  private static final String SIGNAL_HANDLER = "java.lang.Terminator$";

  private final HaltTimer haltTimer;
  private final Duration limit;
  private final Consumer<Boolean> onExit;
  private final CountDownLatch done = new CountDownLatch(1);

  /**
   * @param limit for the whole exit
   * @param onExit told whether a signal asked for the exit; else code in this JVM has
   */
  public ShutdownHook(HaltTimer haltTimer, Duration limit, Consumer<Boolean> onExit) {
    this.haltTimer = haltTimer;
    this.limit = limit;
    this.onExit = onExit;
  }

  /** Installs it. */
  public void install() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::run, "runtime-shutdown-hook"));
  }

  /** All was sent: the JVM may exit. */
  public void done() {
    done.countDown();
  }

  /** Before code in this JVM halts it, which runs no hook: waits at most 2 s until all was sent. */
  public void beforeHalt() {
    onExit.accept(false);
    for (int step = 0; step < HALT_STEPS && done.getCount() > 0; step++) {
      OwnThread.park(HALT_STEP_NANOS);
    }
  }

  private void run() {
    haltTimer.arm(limit, ExitCode.HALT_TIMER);
    onExit.accept(isSignalled());
    while (done.getCount() > 0) {
      try {
        done.await();
      } catch (InterruptedException _) {
        // By a workflow that interrupts every thread it finds. The armed halt bounds the wait.
      }
    }
  }

  /** The thread that handles a signal waits for the hooks. */
  private static boolean isSignalled() {
    var threads = ManagementFactory.getThreadMXBean().dumpAllThreads(false, false, 16);
    return Arrays.stream(threads)
        .flatMap(thread -> Arrays.stream(thread.getStackTrace()))
        .anyMatch(frame -> frame.getClassName().startsWith(SIGNAL_HANDLER));
  }
}
