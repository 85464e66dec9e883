package io.sluice.process.lifecycle;

import io.sluice.process.output.ProcessLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Ends the process because its orchestrator has ended: flags all contexts, gives closers 2 s
 * together, kills the descendants, halts with 71. Any thread may call it, and no workflow can block
 * it: a halt is armed before any code of a workflow is called.
 */
public final class OrphanExit {
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final long CLOSERS_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Set<LiveExecution> live = ConcurrentHashMap.newKeySet();
  private final ProcessClock clock;
  private final ShutdownWatchdog shutdownWatchdog;

  public OrphanExit(ProcessClock clock, ShutdownWatchdog shutdownWatchdog) {
    this.clock = clock;
    this.shutdownWatchdog = shutdownWatchdog;
  }

  public void add(LiveExecution execution) {
    live.add(execution);
  }

  public void remove(LiveExecution execution) {
    live.remove(execution);
  }

  /** Ends the process on a thread of its own, or by the armed halt if none can be started. */
  public void start() {
    shutdownWatchdog.arm(LIMIT, ExitCode.ORCHESTRATOR_GONE);
    RuntimeThread.start("orphan-exit", this::end);
  }

  /** Does not return. */
  public void end() {
    try {
      shutdownWatchdog.arm(LIMIT, ExitCode.ORCHESTRATOR_GONE);
      live.forEach(OrphanExit::orphan);
      await(startClosers());
      ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    } finally {
      ExitCode.ORCHESTRATOR_GONE.halt();
    }
  }

  private static void orphan(LiveExecution execution) {
    try {
      execution.orphaned();
    } catch (Throwable thrown) {
      ProcessLog.failed("telling an execution that the orchestrator is gone", thrown);
    }
  }

  private List<Thread> startClosers() {
    List<Thread> threads = new ArrayList<>();
    for (var execution : live) {
      try {
        for (var closer : execution.takeClosers()) {
          threads.add(RuntimeThread.start("orphan-closer", closer));
        }
      } catch (Throwable thrown) {
        ProcessLog.failed("starting the closers of an execution", thrown);
      }
    }
    return threads;
  }

  private void await(List<Thread> closers) {
    long begun = clock.nanos();
    while (closers.stream().anyMatch(Thread::isAlive) && clock.nanos() - begun < CLOSERS_NANOS) {
      RuntimeThread.park(INTERVAL_NANOS);
    }
  }

  /** Operations on an execution for the exit without orchestrator, callable without a lock. */
  public interface LiveExecution {
    /** Flags the context and interrupts the threads. Never blocks. */
    void orphaned();

    /** Takes the registered closers, newest first; a second call gets none. */
    List<Runnable> takeClosers();
  }
}
