package io.sluice.process.output;

import io.sluice.workflow.LogLevel;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Where {@code System.out} and {@code System.err} of one execution go: to its log. */
public final class ExecutionOutput {
  /** For virtual threads, which are in no thread group of ours. */
  private static final InheritableThreadLocal<@Nullable ExecutionOutput> INHERITED =
      new InheritableThreadLocal<>();

  private final AtomicInteger poolTasks = new AtomicInteger();
  private final Lines out;
  private final Lines err;

  public ExecutionOutput(ExecutionLog log) {
    out = new Lines(log, LogLevel.INFO);
    err = new Lines(log, LogLevel.WARN);
  }

  /** Makes the calling thread, and virtual threads it starts, print here. */
  public void attribute() {
    INHERITED.set(this);
  }

  /** Says that code of this loader runs for the execution, until {@link #endCode}. */
  public void beginCode(ClassLoader loader) {
    RunningLoaders.begin(loader, this);
  }

  public void endCode(ClassLoader loader) {
    RunningLoaders.end(loader, this);
  }

  /** Tasks in the JVM's common pool that wait, run, or are scheduled for later. */
  public int poolTasks() {
    return poolTasks.get();
  }

  /** Completes lines that were begun without an end. */
  public void endOpenLines() {
    out.endOpenLine();
    err.endOpenLine();
  }

  static @Nullable ExecutionOutput ofCurrentThread() {
    var task = Attribution.current();
    if (task != null) {
      return task.output();
    }
    var thread = Thread.currentThread();
    if (thread.getThreadGroup() instanceof ExecutionGroup group) {
      return group.output();
    }
    var inherited = INHERITED.get();
    return inherited == null && thread instanceof ForkJoinWorkerThread
        ? RunningLoaders.executionOnStack()
        : inherited;
  }

  /** What a task carries that this thread gives to the common pool; null outside executions. */
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

  static @Nullable ExecutionOutput inherited() {
    return INHERITED.get();
  }

  static void inherit(@Nullable ExecutionOutput output) {
    if (output == null) {
      INHERITED.remove();
    } else {
      INHERITED.set(output);
    }
  }

  PrintStream out() {
    return out.stream();
  }

  PrintStream err() {
    return err.stream();
  }

  /** Made when something is printed: most executions never do, and the buffers are large. */
  private static final class Lines {
    private final ExecutionLog log;
    private final LogLevel level;
    private @Nullable LineStream lines;
    private @Nullable PrintStream stream;

    Lines(ExecutionLog log, LogLevel level) {
      this.log = log;
      this.level = level;
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
}
