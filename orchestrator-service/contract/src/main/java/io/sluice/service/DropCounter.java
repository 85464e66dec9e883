package io.sluice.service;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.handlers.AsyncHandler;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the queue of an asynchronous log handler, and counts dropped lines, because the handler
 * itself drops silently. Installed as filters, since the queue of a handler is private. Safe for
 * use by many threads.
 */
public final class DropCounter {
  /** Below quarkus.log.console.async.queue-length, so that its queue never drops lines itself. */
  private static final int MAX_CONSOLE_LINES = 1000;

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

  /**
   * Returns a counter of the lines that the console did not take in time. Logging threads never
   * wait for it: a blocked standard output would otherwise stop the threads that keep leases, links
   * and health.
   *
   * @param handlers of the root logger of Quarkus
   */
  public static DropCounter ofConsole(Handler... handlers) {
    var drops = new DropCounter(MAX_CONSOLE_LINES);
    asynchronous(handlers)
        .forEach(
            handler ->
                Arrays.stream(handler.getHandlers())
                    .forEach(target -> drops.watch(handler, target)));
    return drops;
  }

  /** Returns the asynchronous handlers among these and the handlers within them. */
  public static Stream<AsyncHandler> asynchronous(Handler... handlers) {
    return Arrays.stream(handlers)
        .flatMap(
            handler ->
                switch (handler) {
                  case AsyncHandler async -> Stream.of(async);
                  case ExtHandler outer -> asynchronous(outer.getHandlers());
                  default -> Stream.empty();
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
