package io.sluice.process.execution;

import com.sun.management.ThreadMXBean;
import io.sluice.process.bundle.LoadedWorkflow;
import io.sluice.process.execution.RunningExecution.WorkflowSource;
import io.sluice.process.lifecycle.ProcessClock;
import io.sluice.process.lifecycle.RuntimeThread;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Body of the thread of an execution: runs the workflow and sends exactly one report to the loop,
 * whatever the workflow does.
 */
final class SlotRun implements Runnable {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long INTERRUPT_NANOS = 50_000_000;
  private static final int MAX_KEPT = 64;
  private static final long CHECK_NANOS = 500_000;
  private static final Ending INDESCRIBABLE =
      new Ending.Failed("java.lang.Error", "(what it threw cannot be described)", "", true);

  private final RunningExecution execution;
  private final WorkflowSource work;
  private final ProcessClock clock;
  private final LoopMailbox mailbox;
  private boolean keepsThreads;

  SlotRun(
      RunningExecution execution, WorkflowSource work, ProcessClock clock, LoopMailbox mailbox) {
    this.execution = execution;
    this.work = work;
    this.clock = clock;
    this.mailbox = mailbox;
  }

  @Override
  public void run() {
    long begun = clock.nanos();
    long returned = begun;
    var ending = INDESCRIBABLE;
    List<Thread> left = List.of();
    try {
      ending = end();
      returned = clock.nanos();
      left = dismissThreads();
    } catch (Throwable _) {
      // The report contains the facts known by now.
    } finally {
      mailbox.post(new LoopEvent.Ended(execution, report(ending, returned - begun, left)));
    }
  }

  private Ending end() {
    try {
      execution.output().attribute();
      execution.evidence().begins();
      var workflow = work.find();
      keepsThreads = workflow.keepsThreads();
      if (workflow.isFirstRun()) {
        execution.group().initializesClasses();
      }
      return returned(workflow);
    } catch (Throwable thrown) {
      return FailureMapper.toEnding(thrown);
    } finally {
      execution.context().end();
      execution.output().end();
    }
  }

  private Ending returned(LoadedWorkflow workflow) throws Throwable {
    Thread.currentThread().setContextClassLoader(workflow.loader());
    execution.output().beginCode(workflow.loader());
    try {
      return new Ending.Returned(
          workflow.run(execution.request().inputJson(), execution.context()));
    } finally {
      execution.output().endCode(workflow.loader());
    }
  }

  private RunReport report(Ending ending, long runNanos, List<Thread> left) {
    return new RunReport(
        ending,
        runNanos,
        THREADS.getCurrentThreadCpuTime(),
        THREADS.getCurrentThreadAllocatedBytes(),
        left,
        execution.output().poolTasks());
  }

  /**
   * Interrupts the remaining threads of the execution, all together, because a hundred threads in
   * sequence took seconds.
   */
  private List<Thread> dismissThreads() {
    var left = threadsLeft();
    if (left.isEmpty() || (keepsThreads && left.size() <= MAX_KEPT)) {
      return List.of();
    }
    execution.interrupt(left);
    long begun = clock.nanos();
    while (left.stream().anyMatch(Thread::isAlive) && clock.nanos() - begun < INTERRUPT_NANOS) {
      RuntimeThread.park(CHECK_NANOS);
    }
    return left.stream().filter(Thread::isAlive).toList();
  }

  private List<Thread> threadsLeft() {
    long own = Thread.currentThread().threadId();
    return execution.group().threadsToEnd().stream()
        .filter(thread -> thread.threadId() != own)
        .toList();
  }

  /**
   * Last report of the thread of a workflow.
   *
   * @param runNanos time from the start of the thread to the return of the workflow
   * @param cpuNanos CPU time of that thread only
   * @param allocatedBytes allocated by that thread only
   * @param threadsLeft threads, including virtual ones, that outlived it and an interrupt
   * @param poolTasksLeft tasks in the common pool that wait, run, or are scheduled for later
   */
  record RunReport(
      Ending ending,
      long runNanos,
      long cpuNanos,
      long allocatedBytes,
      List<Thread> threadsLeft,
      int poolTasksLeft) {}
}
