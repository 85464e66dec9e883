package io.sluice.service;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the queue of an asynchronous log handler, and counts dropped lines, because the handler
 * itself drops silently. Installed as filters, since the queue of a handler is private. Safe for
 * use by many threads.
 */
public final class DropCounter {
  private final int max;
  private final AtomicInteger waiting = new AtomicInteger();
  private final LongAdder dropped = new LongAdder();

  /**
   * Creates a counter at 0.
   *
   * @param max maximum of queued records; less than the length of the queue of the handler
   */
  public DropCounter(int max) {
    this.max = max;
  }

  /**
   * Watches one handler and the one that it writes to on its own thread.
   *
   * @param asynchronous handler whose filter decides, on the logging thread
   * @param target handler whose filter sees each record when it is written
   */
  public void watch(Handler asynchronous, Handler target) {
    Filter first = asynchronous.getFilter();
    Filter second = target.getFilter();
    asynchronous.setFilter(
        said -> {
          // A record that the target would not take never reaches its filter, and must not be
          // counted.
          boolean wanted = said.getLevel().intValue() >= target.getLevel().intValue();
          return wanted && passes(first, said) && admit();
        });
    target.setFilter(
        said -> {
          waiting.decrementAndGet();
          return passes(second, said);
        });
  }

  /** Returns the number of lines dropped since the start. */
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
