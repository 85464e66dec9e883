package io.sluice.process.output;

import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The execution that a task in the JVM's common pool belongs to: where its output goes, and the
 * class loader that it finds its classes with.
 *
 * @param tasks how many tasks of the execution wait or run
 */
record Attribution(ExecutionOutput output, @Nullable ClassLoader loader, AtomicInteger tasks) {
  /** Set while a thread runs a task of the common pool. */
  private static final ThreadLocal<@Nullable Attribution> CURRENT = new ThreadLocal<>();

  static @Nullable Attribution current() {
    return CURRENT.get();
  }

  /** Counted from now until it has run. */
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

  /** The same for a task with a result. */
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

  /** A thread that helps is not one of the pool, and has a state of its own to go back to. */
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
