package io.sluice.process.lifecycle;

import io.sluice.process.output.ProcessLog;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts daemon threads of the runtime and lets them wait. No handler of a workflow runs on them,
 * and an interrupt by a workflow, which may interrupt every thread of the JVM, does not make them
 * spin.
 */
public final class RuntimeThread {
  private RuntimeThread() {}

  /** Starts a thread. */
  public static Thread start(String name, Runnable body) {
    var thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((_, thrown) -> ProcessLog.failed("thread " + name, thrown));
    thread.start();
    return thread;
  }

  /** Waits until it is unparked; may return early. Clears the interrupt flag. */
  public static void park() {
    Thread.interrupted();
    LockSupport.park();
  }

  /** Waits at most this time; may return early. Clears the interrupt flag. */
  public static void park(long nanos) {
    Thread.interrupted();
    LockSupport.parkNanos(nanos);
  }
}
