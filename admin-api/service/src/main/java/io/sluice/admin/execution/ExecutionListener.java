package io.sluice.admin.execution;

import java.util.Collection;
import java.util.UUID;

/**
 * Receives each change of an execution once it is committed, on the thread that committed it, which
 * it must not delay.
 */
public interface ExecutionListener {

  /** The executions wait to run: accepted, or put back to run again. */
  void queued(Collection<UUID> executions);

  /** A process started the execution. */
  void started(UUID execution);

  /** The execution has ended. */
  void ended(Ended end);

  /** An attempt ignored its cancel, whatever becomes of its execution. */
  void stuck(StuckAttempt stuck);
}
