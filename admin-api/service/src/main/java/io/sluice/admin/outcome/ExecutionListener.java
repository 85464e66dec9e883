package io.sluice.admin.outcome;

import java.util.Collection;
import java.util.UUID;

/**
 * Is told of each change of an execution once it is committed, on the thread that committed it,
 * which it must not hold up.
 */
public interface ExecutionListener {

  /** They wait to be run: accepted, or put back to run again. */
  void queued(Collection<UUID> executions);

  /** A process began with it. */
  void started(UUID execution);

  /** It has ended. */
  void ended(Ended end);

  /** An attempt ignored its cancel, whatever becomes of its execution. */
  void stuck(StuckAttempt stuck);
}
