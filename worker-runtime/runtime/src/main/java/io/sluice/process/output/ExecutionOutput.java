package io.sluice.process.output;

import io.sluice.workflow.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Output of one execution: {@code System.out} and {@code System.err} are written to its log. */
public final class ExecutionOutput {
  private final AtomicInteger poolTasks = new AtomicInteger();
  private volatile @Nullable ThreadLimit threadLimit;
  private volatile boolean ended;
  private final Lines out;
  private final Lines err;

  public ExecutionOutput(ExecutionLog log) {
    out = new Lines(log, LogLevel.INFO);
    err = new Lines(log, LogLevel.WARN);
  }

  /**
   * Attributes the output of the calling thread, and of virtual threads it starts, to this
   * execution.
   */
  public void attribute() {
    ThreadOwner.set(new ThreadOwner(this, false));
  }

  /** Notes that code of this loader runs for the execution, until {@link #endCode}. */
  public void beginCode(ClassLoader loader) {
    RunningLoaders.begin(loader, this);
  }

  public void endCode(ClassLoader loader) {
    RunningLoaders.end(loader, this);
  }

  /**
   * Returns the number of tasks in the common pool of the JVM that wait, run, or are scheduled for
   * later.
   */
  public int poolTasks() {
    return poolTasks.get();
  }

  /** Limits the threads that the execution creates from now on. */
  public void limitThreads(ThreadLimit limit) {
    threadLimit = limit;
  }

  /** Returns how many threads the execution has created. */
  int threadCreated() {
    var limit = threadLimit;
    return limit == null ? 1 : limit.threadCreated();
  }

  /** Completes unfinished lines. Later output of remaining threads belongs to no execution. */
  public void end() {
    out.endOpenLine();
    err.endOpenLine();
    ended = true;
  }

  /**
   * Returns the output of the execution of the calling thread; null if there is none, or it has
   * ended.
   */
  static @Nullable ExecutionOutput ofCurrentThread() {
    var found = find();
    return found == null || found.ended ? null : found;
  }

  private static @Nullable ExecutionOutput find() {
    var task = Attribution.current();
    if (task != null) {
      return task.output();
    }
    // Before the group: a pool in static state creates its threads in the group of the first
    // execution.
    var owner = ThreadOwner.ofCurrentThread();
    if (owner != null) {
      return owner.output();
    }
    var thread = Thread.currentThread();
    if (thread.getThreadGroup() instanceof ExecutionGroup group) {
      return group.output();
    }
    return thread instanceof ForkJoinWorkerThread ? RunningLoaders.executionOnStack() : null;
  }

  /**
   * Returns the attribution of a task that this thread submits to the common pool; null outside
   * executions.
   */
  static @Nullable Attribution attributionOfCurrentThread() {
    var task = Attribution.current();
    if (task != null) {
      return task;
    }
    var output = ofCurrentThread();
    return output == null
        ? null
        : new Attribution(output, Thread.currentThread().getContextClassLoader(), output.poolTasks);
  }

  PrintStream out() {
    return out.shown();
  }

  PrintStream err() {
    return err.shown();
  }

  void redirectOut(@Nullable PrintStream target) {
    out.redirect(target);
  }

  void redirectErr(@Nullable PrintStream target) {
    err.redirect(target);
  }

  /**
   * Lines of one stream, created at the first output: most executions never print, and the buffers
   * are large.
   */
  private static final class Lines {
    private final ExecutionLog log;
    private final LogLevel level;
    private volatile @Nullable PrintStream redirection;
    private @Nullable LineStream lines;
    private @Nullable PrintStream stream;

    Lines(ExecutionLog log, LogLevel level) {
      this.log = log;
      this.level = level;
    }

    /**
     * Returns the stream to print to: the log, unless the execution has set a stream of its own.
     */
    PrintStream shown() {
      var other = redirection;
      return other == null ? stream() : other;
    }

    void redirect(@Nullable PrintStream target) {
      redirection =
          target == null || target instanceof RoutedPrintStream
              ? null
              : Redirection.to(target, stream());
    }

    synchronized PrintStream stream() {
      if (stream == null) {
        lines = new LineStream(log, level);
        stream = new PrintStream(lines, true, StandardCharsets.UTF_8);
      }
      return stream;
    }

    synchronized void endOpenLine() {
      if (lines != null) {
        lines.endOpenLine();
      }
    }
  }

  /**
   * Splits the output of one execution into lines of its log. Keeps at most the bytes of one line.
   */
  static final class LineStream extends OutputStream {
    private final ExecutionLog log;
    private final LogLevel level;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    private long beyond;

    LineStream(ExecutionLog log, LogLevel level) {
      this.log = log;
      this.level = level;
    }

    @Override
    public synchronized void write(int one) {
      if (one == '\n') {
        endLine();
      } else if (line.size() < LineText.MAX_BYTES) {
        line.write(one);
      } else {
        beyond++;
      }
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
      for (int at = from; at < from + length; at++) {
        write(bytes[at]);
      }
    }

    synchronized void endOpenLine() {
      if (line.size() > 0) {
        endLine();
      }
    }

    private void endLine() {
      var text = line.toString(StandardCharsets.UTF_8);
      var shown = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      log.add(level, beyond == 0 ? shown : shown + " … (" + beyond + " bytes cut)");
      line.reset();
      beyond = 0;
    }
  }
}
