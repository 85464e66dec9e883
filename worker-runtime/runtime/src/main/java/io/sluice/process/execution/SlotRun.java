package io.sluice.process.execution;

import com.sun.management.ThreadMXBean;
import io.sluice.process.bundle.RunnableWorkflow;
import io.sluice.process.life.ProcessClock;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * What the thread of an execution runs: the workflow, and then exactly one report to the loop,
 * whatever the workflow did.
 */
final class SlotRun implements Runnable {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long FAREWELL_MS = 50;
  private static final Ending UNSPEAKABLE =
      new Ending.Failed("java.lang.Error", "(what it threw cannot be described)", "", true);

  private final Execution execution;
  private final Work work;
  private final ProcessClock clock;
  private final Mailbox mailbox;

  SlotRun(Execution execution, Work work, ProcessClock clock, Mailbox mailbox) {
    this.execution = execution;
    this.work = work;
    this.clock = clock;
    this.mailbox = mailbox;
  }

  @Override
  public void run() {
    long begun = clock.nanos();
    var ending = UNSPEAKABLE;
    List<Thread> left = List.of();
    try {
      ending = end();
      left = dismissThreads();
    } catch (Throwable _) {
      // Nothing more can be said than what is known by now.
    } finally {
      mailbox.post(new LoopEvent.Ended(execution, report(ending, begun, left)));
    }
  }

  private Ending end() {
    try {
      execution.output().attribute();
      var workflow = work.find();
      return returned(workflow);
    } catch (Throwable thrown) {
      return Thrown.toEnding(thrown);
    } finally {
      execution.context().end();
      execution.output().endOpenLines();
    }
  }

  private Ending returned(RunnableWorkflow workflow) throws Throwable {
    Thread.currentThread().setContextClassLoader(workflow.loader());
    execution.output().beginCode(workflow.loader());
    try {
      return new Ending.Returned(workflow.run(execution.order().inputJson(), execution.context()));
    } finally {
      execution.output().endCode(workflow.loader());
    }
  }

  private RunReport report(Ending ending, long begun, List<Thread> left) {
    return new RunReport(
        ending,
        clock.nanos() - begun,
        THREADS.getCurrentThreadCpuTime(),
        THREADS.getCurrentThreadAllocatedBytes(),
        left);
  }

  private List<Thread> dismissThreads() {
    if (execution.group().activeCount() <= 1) {
      return List.of();
    }
    var left = others();
    left.forEach(Thread::interrupt);
    left.forEach(this::awaitEnd);
    return left.stream().filter(Thread::isAlive).toList();
  }

  private List<Thread> others() {
    return execution.group().threads().stream()
        .filter(thread -> !thread.equals(Thread.currentThread()))
        .toList();
  }

  private void awaitEnd(Thread thread) {
    try {
      thread.join(FAREWELL_MS);
    } catch (InterruptedException _) {
      // The execution was told to stop while it was ending anyway.
    }
  }
}
