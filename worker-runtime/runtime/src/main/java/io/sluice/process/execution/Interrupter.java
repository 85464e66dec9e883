package io.sluice.process.execution;

import io.sluice.process.lifecycle.RuntimeThread;
import io.sluice.process.output.ProcessLog;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Interrupts the threads of one execution. An interrupt runs code of the workflow, which may hang:
 * the method of a subclass of Thread, or the close of a channel in which the thread is blocked. So
 * each round runs on a thread of its own, and at most 4 of them may hang. Any thread requests a
 * round.
 */
final class Interrupter {
  private static final int MAX_UNDER_WAY = 4;

  private final Thread first;
  private final Supplier<List<Thread>> members;
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * @param first interrupted before all others
   * @param members returns all threads of the execution
   */
  Interrupter(Thread first, Supplier<List<Thread>> members) {
    this.first = first;
    this.members = members;
  }

  /** Interrupts threads once; never blocks. */
  static void start(List<Thread> threads) {
    RuntimeThread.start("interrupter", () -> threads.forEach(Interrupter::interrupt));
  }

  /** Starts a round; never blocks and runs no code of a workflow itself. */
  void start() {
    if (underWay.incrementAndGet() > MAX_UNDER_WAY) {
      underWay.decrementAndGet();
      return;
    }
    RuntimeThread.start("interrupter", this::interruptAll);
  }

  private void interruptAll() {
    try {
      interrupt(first);
      for (var thread : members.get()) {
        if (thread.threadId() != first.threadId()) {
          interrupt(thread);
        }
      }
    } finally {
      underWay.decrementAndGet();
    }
  }

  @SuppressWarnings("Interruption") // Interrupting the threads of a workflow is its purpose.
  private static void interrupt(Thread thread) {
    try {
      thread.interrupt();
    } catch (Throwable thrown) {
      ProcessLog.failed("the interrupt of a workflow's thread", thrown);
    }
  }
}
