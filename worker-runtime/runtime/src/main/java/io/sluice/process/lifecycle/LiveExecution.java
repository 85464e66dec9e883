package io.sluice.process.lifecycle;

import java.util.List;

/** Operations on an execution for the exit without orchestrator, callable without a lock. */
public interface LiveExecution {
  /** Flags the context and interrupts the threads. Never blocks. */
  void orphaned();

  /** Takes the registered closers, newest first; a second call gets none. */
  List<Runnable> takeClosers();
}
