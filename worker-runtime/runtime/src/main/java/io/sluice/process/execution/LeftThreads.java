package io.sluice.process.execution;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** Threads that outlived their execution. More than 8 of them and the process is handed over. */
final class LeftThreads {
  private static final int MOST = 8;

  /** One thread and the id of the execution that started it. */
  private record Left(String owner, WeakReference<Thread> thread) {
    boolean isAlive() {
      var present = thread.get();
      return present != null && present.isAlive();
    }
  }

  private final List<Left> left = new ArrayList<>();

  void add(String owner, List<Thread> threads) {
    threads.forEach(thread -> left.add(new Left(owner, new WeakReference<>(thread))));
  }

  boolean areTooMany() {
    if (left.size() <= MOST) {
      return false;
    }
    forgetDead();
    return left.size() > MOST;
  }

  /** The executions that have ended and still have a thread. */
  List<String> owners() {
    if (left.isEmpty()) {
      return List.of();
    }
    forgetDead();
    return left.stream().map(Left::owner).distinct().toList();
  }

  private void forgetDead() {
    left.removeIf(each -> !each.isAlive());
  }
}
