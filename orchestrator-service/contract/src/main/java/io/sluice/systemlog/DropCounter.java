package io.sluice.systemlog;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what waits in an asynchronous log handler, and counts what is dropped beyond it: the
 * handler itself drops without a word. Installed as filters, since a handler's queue is its own.
 * Safe for use by many threads.
 */
public final class DropCounter {
  private final int max;
  private final AtomicInteger waiting = new AtomicInteger();
  private final LongAdder dropped = new LongAdder();

  /**
   * Counts nothing yet.
   *
   * @param max records that may wait; less than the length of the handler's queue
   */
  public DropCounter(int max) {
    this.max = max;
  }

  /**
   * Watches one handler and the one that it writes to on its own thread.
   *
   * @param asynchronous whose filter decides, on the thread that logs
   * @param target whose filter sees each record when it is written
   */
  public void watch(Handler asynchronous, Handler target) {
    Filter first = asynchronous.getFilter();
    Filter second = target.getFilter();
    asynchronous.setFilter(
        said -> {
          // What the target would not take never reaches its filter, and must not be counted.
          boolean wanted = said.getLevel().intValue() >= target.getLevel().intValue();
          return wanted && passes(first, said) && admit();
        });
    target.setFilter(
        said -> {
          waiting.decrementAndGet();
          return passes(second, said);
        });
  }

  /** Lines that were dropped since the start. */
  public long dropped() {
    return dropped.sum();
  }

  private boolean admit() {
    if (waiting.incrementAndGet() <= max) {
      return true;
    }
    waiting.decrementAndGet();
    dropped.increment();
    return false;
  }

  private static boolean passes(@Nullable Filter filter, LogRecord said) {
    return filter == null || filter.isLoggable(said);
  }
}
