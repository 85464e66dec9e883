package io.sluice.process.execution;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** Threads that outlived their execution. More than 8 of them and the process is handed over. */
final class LeftThreads {
  private static final int MOST = 8;

  private final List<WeakReference<Thread>> left = new ArrayList<>();

  void add(List<Thread> threads) {
    threads.forEach(thread -> left.add(new WeakReference<>(thread)));
  }

  boolean areTooMany() {
    if (left.size() <= MOST) {
      return false;
    }
    left.removeIf(
        reference -> {
          var thread = reference.get();
          return thread == null || !thread.isAlive();
        });
    return left.size() > MOST;
  }
}
