package io.sluice.process.output;

import io.sluice.process.jvmstate.RawField;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Common pool of the JVM in which tasks know their execution: a task submitted to it, or to a
 * {@code CompletableFuture} without an executor, prints into the log of the execution that
 * submitted it and has its context class loader. Replaces the pool of the JDK, because a thread
 * factory does not know the tasks of its threads.
 */
public final class SharedPool extends ForkJoinPool {
  private static final int MAX_LISTED = 64;
  private static final ThreadGroup THREADS = new ThreadGroup("common-pool");

  private SharedPool(int parallelism) {
    super(
        parallelism, Worker::new, null, false, 0, parallelism + 256, 1, null, 60, TimeUnit.SECONDS);
  }

  /**
   * Replaces the common pool. Called once, before its first use.
   *
   * @throws ReflectiveOperationException if this JDK has another common pool
   */
  public static void install() throws ReflectiveOperationException {
    var pool = new SharedPool(Math.max(1, getCommonPoolParallelism()));
    // null marks it as the common pool for the JDK: shutdown does nothing, and its threads have the
    // usual names.
    RawField.of(pool, ForkJoinPool.class, "workerNamePrefix").set(null);
    RawField.ofStatic(ForkJoinPool.class.getName(), "common").set(pool);
    RawField.ofStatic("java.util.concurrent.CompletableFuture", "ASYNC_POOL").set(pool);
    startScheduler(pool);
  }

  /**
   * Starts the thread of the scheduler, which would otherwise belong to the first execution that
   * schedules, and end with it.
   */
  private static void startScheduler(SharedPool pool) {
    var _ = pool.schedule(() -> {}, 1, TimeUnit.NANOSECONDS);
  }

  /** Returns the live threads of the pool, at most 64 of them. */
  static List<Thread> threads() {
    var listed = new Thread[MAX_LISTED];
    int count = THREADS.enumerate(listed, false);
    return List.of(Arrays.copyOf(listed, count));
  }

  private static Runnable attributed(Runnable task) {
    var attribution = ExecutionOutput.attributionOfCurrentThread();
    return attribution == null ? task : attribution.attributed(task);
  }

  private static <T> Callable<T> attributed(Callable<T> task) {
    var attribution = ExecutionOutput.attributionOfCurrentThread();
    return attribution == null ? task : attribution.attributed(task);
  }

  @Override
  public void execute(Runnable task) {
    super.execute(attributed(task));
  }

  @Override
  public ForkJoinTask<?> submit(Runnable task) {
    return task instanceof ForkJoinTask<?> own ? super.submit(own) : super.submit(attributed(task));
  }

  @Override
  public <T> ForkJoinTask<T> submit(Runnable task, T result) {
    return super.submit(attributed(task), result);
  }

  @Override
  public <T> ForkJoinTask<T> submit(Callable<T> task) {
    return super.submit(attributed(task));
  }

  @Override
  public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks)
      throws InterruptedException {
    return super.invokeAll(tasks.stream().map(SharedPool::attributed).toList());
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    return super.schedule(attributed(task), delay, unit);
  }

  @Override
  public <T> ScheduledFuture<T> schedule(Callable<T> task, long delay, TimeUnit unit) {
    return super.schedule(attributed(task), delay, unit);
  }

  /** Thread of the pool, in the group of no execution. */
  private static final class Worker extends ForkJoinWorkerThread {
    Worker(ForkJoinPool pool) {
      super(THREADS, pool, false);
    }

    /**
     * Returns the loader of the execution whose task it runs. A part of a parallel stream has none;
     * then the bundle whose code is on the stack is used.
     */
    @Override
    public @Nullable ClassLoader getContextClassLoader() {
      if (this != Thread.currentThread() || Attribution.current() != null) {
        return super.getContextClassLoader();
      }
      var loader = RunningLoaders.onStack();
      return loader == null ? super.getContextClassLoader() : loader;
    }
  }
}
