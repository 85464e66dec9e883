package io.sluice.process.output;

import io.sluice.workflow.LogLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The threads of one execution: its own and those it starts. Attributes what they print, and hears
 * of what they do not catch.
 */
public final class ExecutionGroup extends ThreadGroup {
  private static final int MOST_LISTED = 256;

  private final ExecutionLog log;
  private final ExecutionOutput output;
  private final Consumer<Throwable> onUncaught;

  /**
   * @param onUncaught called by the dying thread, before the line is logged
   */
  public ExecutionGroup(
      ThreadGroup parent,
      String name,
      ExecutionLog log,
      ExecutionOutput output,
      Consumer<Throwable> onUncaught) {
    super(parent, name);
    this.log = log;
    this.output = output;
    this.onUncaught = onUncaught;
  }

  ExecutionOutput output() {
    return output;
  }

  /** The live threads, at most 256 of them. */
  public List<Thread> threads() {
    var listed = new Thread[MOST_LISTED];
    int count = enumerate(listed, true);
    List<Thread> threads = new ArrayList<>(count);
    for (int at = 0; at < count; at++) {
      threads.add(listed[at]);
    }
    return threads;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    onUncaught.accept(thrown);
    log.add(LogLevel.ERROR, "The thread " + thread.getName() + " ended by " + thrown);
  }
}
