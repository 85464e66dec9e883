package io.sluice.process.lifecycle;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Runs at every orderly exit of the JVM, together with the hooks of workflows. Arms a halt, because
 * one of those may hang, then informs the loop and waits until it has sent the last messages. Runs
 * on the thread of the hook.
 */
public final class ShutdownHook {
  private static final int HALT_STEPS = 400;
  private static final long HALT_STEP_NANOS = 5_000_000;
  private static final String SIGNAL_HANDLER = "java.lang.Terminator$";

  private final ShutdownWatchdog shutdownWatchdog;
  private final Duration limit;
  private final Consumer<Boolean> onExit;
  private final CountDownLatch done = new CountDownLatch(1);

  /**
   * @param limit longest time of the whole exit
   * @param onExit receives true for a signal, false for code in this JVM
   */
  public ShutdownHook(ShutdownWatchdog shutdownWatchdog, Duration limit, Consumer<Boolean> onExit) {
    this.shutdownWatchdog = shutdownWatchdog;
    this.limit = limit;
    this.onExit = onExit;
  }

  /** Installs it. */
  public void install() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::run, "runtime-shutdown-hook"));
  }

  /** Lets the JVM exit, after the last messages were sent. */
  public void done() {
    done.countDown();
  }

  /**
   * Waits at most 2 s until the last messages were sent, before code in this JVM halts it, which
   * runs no hook.
   */
  public void beforeHalt() {
    onExit.accept(false);
    for (int step = 0; step < HALT_STEPS && done.getCount() > 0; step++) {
      RuntimeThread.park(HALT_STEP_NANOS);
    }
  }

  private void run() {
    shutdownWatchdog.arm(limit, ExitCode.HALT_TIMER);
    onExit.accept(isSignalled());
    while (done.getCount() > 0) {
      try {
        done.await();
      } catch (InterruptedException _) {
        // Caused by a workflow that interrupts every thread. The armed halt bounds the wait.
      }
    }
  }

  /** Returns true if a signal caused the exit: its handler thread waits for the hooks. */
  private static boolean isSignalled() {
    var threads = ManagementFactory.getThreadMXBean().dumpAllThreads(false, false, 16);
    return Arrays.stream(threads)
        .flatMap(thread -> Arrays.stream(thread.getStackTrace()))
        .anyMatch(frame -> frame.getClassName().startsWith(SIGNAL_HANDLER));
  }
}
