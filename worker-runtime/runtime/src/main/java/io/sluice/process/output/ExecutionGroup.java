package io.sluice.process.output;

import io.sluice.workflow.LogLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Threads of one execution: its own and those it starts. Attributes their output, and receives
 * their uncaught exceptions.
 */
public final class ExecutionGroup extends ThreadGroup {
  private static final int MAX_LISTED = 256;

  private final ExecutionLog log;
  private final ExecutionOutput output;
  private final Consumer<Throwable> onUncaught;
  private volatile boolean initializesClasses;

  /**
   * @param onUncaught called by the ending thread, before the line is logged
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

  /**
   * Notes that classes of the bundle are initialized in this execution. The thread of an {@code
   * HttpClient} inherits no mark of a static field that holds the client; it ends by itself when
   * there is none.
   */
  public void initializesClasses() {
    initializesClasses = true;
  }

  /**
   * Returns the live threads that must end with the execution, including virtual ones and without
   * those of static state.
   */
  public List<Thread> threadsToEnd() {
    List<Thread> all = new ArrayList<>(VirtualThreads.of(output));
    for (var thread : threads()) {
      if (!isKept(thread)) {
        all.add(thread);
      }
    }
    return all;
  }

  private boolean isKept(Thread thread) {
    var owner = VirtualThreads.ownerOf(thread);
    return owner == null ? initializesClasses && isOfTheJdk(thread.getClass()) : owner.kept();
  }

  private static boolean isOfTheJdk(Class<?> type) {
    var loader = type.getClassLoader();
    return type != Thread.class
        && (loader == null || loader.equals(ClassLoader.getPlatformClassLoader()));
  }

  /**
   * Returns the live threads that work or may work for the execution, to be explained: its own
   * platform and virtual threads, and those of the common pool that run a task of it, or a part of
   * a parallel stream, of which the submitter is not known.
   */
  public List<Thread> threadsAtWork() {
    List<Thread> all = new ArrayList<>(threads());
    all.addAll(VirtualThreads.of(output));
    for (var worker : SharedPool.threads()) {
      var owner = VirtualThreads.ownerOf(worker);
      if (owner == null || owner.output() == output) {
        all.add(worker);
      }
    }
    return all;
  }

  /** Returns the live threads, at most 256 of them. */
  public List<Thread> threads() {
    var listed = new Thread[MAX_LISTED];
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
