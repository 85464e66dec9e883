package io.sluice.process.output;

import io.sluice.workflow.LogLevel;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Where {@code System.out} and {@code System.err} of one execution go: to its log. */
public final class ExecutionOutput {
  /** For virtual threads, which are in no thread group of ours. */
  private static final InheritableThreadLocal<@Nullable ExecutionOutput> INHERITED =
      new InheritableThreadLocal<>();

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

  /** Completes lines that were begun without an end. */
  public void endOpenLines() {
    out.endOpenLine();
    err.endOpenLine();
  }

  static @Nullable ExecutionOutput ofCurrentThread() {
    return Thread.currentThread().getThreadGroup() instanceof ExecutionGroup group
        ? group.output()
        : INHERITED.get();
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
