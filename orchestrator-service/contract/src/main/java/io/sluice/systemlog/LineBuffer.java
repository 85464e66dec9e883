package io.sluice.systemlog;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps log lines until somebody takes them, a thousand at most; what does not fit is dropped and
 * counted. Never blocks who logs. Safe on every thread.
 */
public final class LineBuffer {

  private static final int MOST = 1000;

  private final String service;
  private final @Nullable String workerId;
  private final BlockingQueue<SystemLogLine> lines = new ArrayBlockingQueue<>(MOST);
  private final AtomicLong dropped = new AtomicLong();

  public LineBuffer(String service, @Nullable String workerId) {
    this.service = service;
    this.workerId = workerId;
  }

  /**
   * Adds what a logger says, from INFO on.
   *
   * @param message as it is printed; of what was thrown, only its own words follow
   */
  public void add(LogRecord said, String message) {
    if (said.getLevel().intValue() < Level.INFO.intValue()) {
      return;
    }
    Throwable thrown = said.getThrown();
    var line =
        new SystemLogLine(
            said.getInstant(),
            service,
            workerId,
            level(said.getLevel()),
            shortName(said.getLoggerName()),
            thrown == null ? message : message + ": " + thrown);
    if (!lines.offer(line)) {
      dropped.incrementAndGet();
    }
  }

  /** Takes what there is, oldest first. */
  public List<SystemLogLine> take() {
    var taken = new ArrayList<SystemLogLine>();
    lines.drainTo(taken);
    return taken;
  }

  /** Gives back what could not be delivered, as far as there is room. */
  public void giveBack(List<SystemLogLine> undelivered) {
    List<SystemLogLine> newer = take();
    Stream.concat(undelivered.stream(), newer.stream())
        .filter(line -> !lines.offer(line))
        .forEach(_ -> dropped.incrementAndGet());
  }

  /** Lines that were dropped since the start. */
  public long dropped() {
    return dropped.get();
  }

  private static String level(Level level) {
    int value = level.intValue();
    if (value >= Level.SEVERE.intValue()) {
      return "ERROR";
    }
    return value >= Level.WARNING.intValue() ? "WARN" : "INFO";
  }

  private static String shortName(@Nullable String logger) {
    return logger == null ? "" : logger.substring(logger.lastIndexOf('.') + 1);
  }
}
