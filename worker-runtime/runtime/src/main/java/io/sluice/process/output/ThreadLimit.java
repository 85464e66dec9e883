package io.sluice.process.output;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;

/**
 * Limit of the threads that an execution may have at once. Checked when it creates one, by the
 * creating thread, and with each Ping for threads that inherit nothing. After the limit was reached
 * no further thread is created.
 */
public final class ThreadLimit {
  /** Interval of checks: counting the live threads reads all threads of the JVM. */
  private static final int STEP = 32;

  private final int most;
  private final IntSupplier alive;
  private final IntConsumer onReached;
  private final AtomicInteger created = new AtomicInteger();
  private volatile boolean reached;

  /**
   * @param alive returns the number of live platform threads of the execution
   * @param onReached receives the number, once or a few times, on any thread; must not block
   */
  public ThreadLimit(int most, IntSupplier alive, IntConsumer onReached) {
    this.most = most;
    this.alive = alive;
    this.onReached = onReached;
  }

  /** Checks the limit. */
  public void check() {
    if (reached) {
      return;
    }
    int count = alive.getAsInt();
    if (count > most) {
      reached = true;
      onReached.accept(count);
    }
  }

  /** Returns how many were created. */
  int threadCreated() {
    int number = created.incrementAndGet();
    if (number > most && number % STEP == 0) {
      check();
    }
    if (reached) {
      throw new Reached(most);
    }
    return number;
  }

  /** Error in the creating thread. */
  private static final class Reached extends Error {
    private static final long serialVersionUID = 1L;

    Reached(int most) {
      super("This execution has more than " + most + " threads: no more are created.");
    }
  }
}
