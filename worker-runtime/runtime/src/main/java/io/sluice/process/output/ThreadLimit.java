package io.sluice.process.output;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;

/**
 * Limit of the threads that an execution may have at once. Looked at when it creates one, by the
 * creating thread, and with each Ping for threads that inherit nothing. Once it was reached no
 * further thread is created.
 */
public final class ThreadLimit {
  /** Counting the live threads looks at all threads of the JVM. */
  private static final int STEP = 32;

  private final int most;
  private final IntSupplier alive;
  private final IntConsumer onReached;
  private final AtomicInteger created = new AtomicInteger();
  private volatile boolean reached;

  /**
   * @param alive counts the execution's live platform threads
   * @param onReached told the count, once or a few times, by any thread; must not block
   */
  public ThreadLimit(int most, IntSupplier alive, IntConsumer onReached) {
    this.most = most;
    this.alive = alive;
    this.onReached = onReached;
  }

  /** Looks whether the limit is passed. */
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

  /** What the creating thread meets. */
  private static final class Reached extends Error {
    private static final long serialVersionUID = 1L;

    Reached(int most) {
      super("This execution has more than " + most + " threads: no more are created.");
    }
  }
}
