package io.sluice.process.life;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends the process because its orchestrator is gone: flags all contexts, gives closers 2 s
 * together, kills the descendants, halts with 71 (supervision, sections 4 and 10). Any thread may
 * call it, and nothing that a workflow does can hold it up.
 */
public final class OrphanExit {
  private static final long CLOSERS_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Set<LiveExecution> live = ConcurrentHashMap.newKeySet();
  private final ProcessClock clock;

  public OrphanExit(ProcessClock clock) {
    this.clock = clock;
  }

  public void add(LiveExecution execution) {
    live.add(execution);
  }

  public void remove(LiveExecution execution) {
    live.remove(execution);
  }

  /** Does not return. */
  public void end() {
    try {
      live.forEach(LiveExecution::tellOrphaned);
      await(startClosers());
      ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    } finally {
      ExitCode.ORCHESTRATOR_GONE.halt();
    }
  }

  private List<Thread> startClosers() {
    List<Thread> threads = new ArrayList<>();
    for (var execution : live) {
      for (var closer : execution.takeClosers()) {
        var thread = new Thread(closer, "orphan-closer");
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
      }
    }
    return threads;
  }

  private void await(List<Thread> closers) {
    long begun = clock.nanos();
    while (closers.stream().anyMatch(Thread::isAlive) && clock.nanos() - begun < CLOSERS_NANOS) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
