package io.sluice.service;

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
 * Buffer of at most a thousand log lines; lines above it are dropped and counted. Never blocks the
 * logging thread. Safe on every thread.
 */
public final class LineBuffer {

  private static final int MAX_LINES = 1000;

  private final String service;
  private final @Nullable String workerId;
  private final BlockingQueue<SystemLogLine> lines = new ArrayBlockingQueue<>(MAX_LINES);
  private final AtomicLong dropped = new AtomicLong();

  public LineBuffer(String service, @Nullable String workerId) {
    this.service = service;
    this.workerId = workerId;
  }

  /**
   * Adds a log record, if its level is INFO or higher.
   *
   * @param message formatted message; of an exception only its description is added
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

  /**
   * Removes and returns all lines, oldest first; the last one contains the number of dropped lines,
   * if there are any.
   */
  public List<SystemLogLine> take() {
    List<SystemLogLine> taken = drain();
    long lost = taken.isEmpty() ? 0 : dropped.getAndSet(0);
    if (lost > 0) {
      taken.add(
          new SystemLogLine(
              taken.getLast().at(),
              service,
              workerId,
              "WARN",
              LineBuffer.class.getSimpleName(),
              lost + " lines were dropped"));
    }
    return taken;
  }

  /** Puts undelivered lines back, as far as there is space. */
  public void giveBack(List<SystemLogLine> undelivered) {
    List<SystemLogLine> newer = drain();
    Stream.concat(undelivered.stream(), newer.stream())
        .filter(line -> !lines.offer(line))
        .forEach(_ -> dropped.incrementAndGet());
  }

  private List<SystemLogLine> drain() {
    var drained = new ArrayList<SystemLogLine>();
    lines.drainTo(drained);
    return drained;
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
