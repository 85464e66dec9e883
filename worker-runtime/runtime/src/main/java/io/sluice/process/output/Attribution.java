package io.sluice.process.output;

import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Execution of a task in the common pool of the JVM: the output of the task, and its context class
 * loader.
 *
 * @param tasks number of tasks of the execution that wait or run
 */
record Attribution(ExecutionOutput output, @Nullable ClassLoader loader, AtomicInteger tasks) {
  /** Set while a thread runs a task of the common pool. */
  private static final ThreadLocal<@Nullable Attribution> CURRENT = new ThreadLocal<>();

  static @Nullable Attribution current() {
    return CURRENT.get();
  }

  /** Wraps a task, which counts from now until it has run. */
  Runnable attributed(Runnable task) {
    tasks.incrementAndGet();
    return () -> {
      var restore = enter();
      try {
        task.run();
      } finally {
        restore.run();
      }
    };
  }

  /** Wraps a task with a result. */
  <T> Callable<T> attributed(Callable<T> task) {
    tasks.incrementAndGet();
    return () -> {
      var restore = enter();
      try {
        return task.call();
      } finally {
        restore.run();
      }
    };
  }

  /**
   * Sets the state of the thread and returns its restoration. A helping thread is not one of the
   * pool, and has an own state to restore.
   */
  private Runnable enter() {
    var thread = Thread.currentThread();
    var before = CURRENT.get();
    var ownerBefore = ThreadOwner.ofCurrentThread();
    var loaderBefore =
        thread instanceof ForkJoinWorkerThread
            ? ClassLoader.getSystemClassLoader()
            : thread.getContextClassLoader();
    CURRENT.set(this);
    output.attribute();
    thread.setContextClassLoader(loader);
    return () -> {
      tasks.decrementAndGet();
      thread.setContextClassLoader(loaderBefore);
      ThreadOwner.set(ownerBefore);
      CURRENT.set(before);
    };
  }
}
