package io.sluice.process.output;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Log of the runtime itself. Each line is written to the standard error that the process was
 * started with, independent of redirections by workflows, and waits to be sent to the orchestrator
 * with the next Stats. Any thread adds without waiting: a separate thread writes, and lines above
 * the limit are dropped and counted.
 */
public final class ProcessLog {
  private static final String NO_EXECUTION = "[no execution] ";
  private static final int MAX_WAITING = 256;
  private static final int MAX_NOTICES = 32;
  private static final int MAX_NOTICE_BYTES = 1_000;
  private static final long WRITE_TIMEOUT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private static final ClassLoader OWN = Objects.requireNonNull(ProcessLog.class.getClassLoader());
  private static final ArrayBlockingQueue<String> WAITING = new ArrayBlockingQueue<>(MAX_WAITING);
  private static final ArrayBlockingQueue<String> NOTICES = new ArrayBlockingQueue<>(MAX_NOTICES);
  private static final AtomicLong ADDED = new AtomicLong();
  private static final AtomicLong WRITTEN = new AtomicLong();
  private static final AtomicLong DROPPED = new AtomicLong();

  private ProcessLog() {}

  /** Starts the thread that writes. Until then lines wait. */
  public static void start() {
    var writer = new Thread(ProcessLog::write, "process-log");
    writer.setDaemon(true);
    writer.start();
  }

  /** Adds one line. */
  public static void add(String line) {
    enqueue(line);
    if (!NOTICES.offer(BoundedText.of(line.replace('\n', ' '), MAX_NOTICE_BYTES))) {
      DROPPED.incrementAndGet();
    }
  }

  /**
   * Adds a line without a known execution, marked. It is only written and not sent, so that it does
   * not displace lines of the runtime.
   */
  static void addUnattributed(String line) {
    enqueue(NO_EXECUTION + LineText.of(line));
  }

  /**
   * Adds a throwable in code of the runtime.
   *
   * @param what the failed action, and its execution
   */
  public static void failed(String what, Throwable thrown) {
    add("A bug of the runtime: " + what + " failed with " + describe(thrown));
  }

  /** Adds the last line before an exit, and waits at most half a second until it is written. */
  public static void addLast(String line) {
    enqueue(line);
    long tries = WRITE_TIMEOUT_NANOS / INTERVAL_NANOS;
    for (long tried = 0; tried < tries && WRITTEN.get() < ADDED.get(); tried++) {
      Thread.interrupted();
      LockSupport.parkNanos(INTERVAL_NANOS);
    }
  }

  /** Takes the lines that were not sent to the orchestrator yet: at most 33 of 1 000 bytes. */
  public static List<String> takeNotices() {
    List<String> taken = new ArrayList<>();
    NOTICES.drainTo(taken);
    long dropped = DROPPED.getAndSet(0);
    if (dropped > 0) {
      taken.add(dropped + " more lines of the runtime were dropped here.");
    }
    return taken;
  }

  private static void enqueue(String line) {
    if (WAITING.offer(line)) {
      ADDED.incrementAndGet();
    }
  }

  /**
   * Describes a throwable. Message and frames are read only from classes of the JDK and of the
   * runtime.
   */
  private static String describe(Throwable thrown) {
    var type = thrown.getClass();
    var loader = type.getClassLoader();
    if (loader != null && !OWN.equals(loader)) {
      return type.getName();
    }
    var text = new StringBuilder(thrown.toString());
    var frames = thrown.getStackTrace();
    for (int at = 0; at < Math.min(frames.length, 5); at++) {
      text.append(at == 0 ? " at " : ", ").append(frames[at]);
    }
    return text.toString();
  }

  private static void write() {
    try (var raw = new FileOutputStream(FileDescriptor.err)) {
      while (true) {
        writeNext(raw);
      }
    } catch (IOException _) {
      // Standard error is closed: there is no receiver any more.
    }
  }

  private static void writeNext(FileOutputStream raw) throws IOException {
    try {
      var line = WAITING.take();
      raw.write((line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
      WRITTEN.incrementAndGet();
    } catch (InterruptedException _) {
      // Caused by a workflow that interrupts every thread; the flag is clear again.
    }
  }

  /** Splits output of threads without an execution into lines, and marks each. */
  static final class UnattributedLines extends OutputStream {
    private final Consumer<String> log;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(128);

    UnattributedLines(Consumer<String> log) {
      this.log = log;
    }

    @Override
    public synchronized void write(int one) {
      if (one == '\n') {
        log.accept(line.toString(StandardCharsets.UTF_8));
        line.reset();
      } else if (line.size() < LineText.MAX_BYTES) {
        line.write(one);
      }
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
      for (int at = from; at < from + length; at++) {
        write(bytes[at]);
      }
    }
  }
}
