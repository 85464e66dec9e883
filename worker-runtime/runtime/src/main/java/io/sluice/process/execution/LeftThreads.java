package io.sluice.process.execution;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * Threads and tasks of the common pool that outlived their execution. With more than 8 of them the
 * process is handed over.
 */
final class LeftThreads {
  private static final int MAX_LEFT = 8;

  /** One thread and the id of the execution that started it. */
  private record Left(String owner, WeakReference<Thread> thread) {
    boolean isAlive() {
      var present = thread.get();
      return present != null && present.isAlive();
    }
  }

  /** The tasks of one execution. */
  private record Tasks(String owner, IntSupplier count) {}

  private final List<Left> left = new ArrayList<>();
  private final List<Tasks> tasks = new ArrayList<>();

  /**
   * @param poolTasks returns the number of tasks that have not ended yet
   */
  void add(String owner, List<Thread> threads, IntSupplier poolTasks) {
    threads.forEach(thread -> left.add(new Left(owner, new WeakReference<>(thread))));
    if (poolTasks.getAsInt() > 0) {
      tasks.add(new Tasks(owner, poolTasks));
    }
  }

  boolean areTooMany() {
    if (left.size() + poolTasks() <= MAX_LEFT) {
      return false;
    }
    forgetDead();
    return left.size() + poolTasks() > MAX_LEFT;
  }

  private int poolTasks() {
    return tasks.stream().mapToInt(each -> each.count().getAsInt()).sum();
  }

  /** Returns the ids of ended executions that still have a thread or a task. */
  List<String> owners() {
    if (left.isEmpty() && tasks.isEmpty()) {
      return List.of();
    }
    forgetDead();
    return Stream.concat(left.stream().map(Left::owner), tasks.stream().map(Tasks::owner))
        .distinct()
        .toList();
  }

  private void forgetDead() {
    left.removeIf(each -> !each.isAlive());
    tasks.removeIf(each -> each.count().getAsInt() == 0);
  }
}
