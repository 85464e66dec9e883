package io.sluice.orchestrator;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts interruptions after which Redis may have lost data: errors, lost connections, and changes
 * of the incarnation of the queue. Components that rely on data in Redis compare the count. Safe
 * for use by many threads.
 */
public final class RedisInterruptions {
  private final AtomicLong interruptions = new AtomicLong();
  private @Nullable String generation;

  /** Returns the number of interruptions since the start; only a change is meaningful. */
  public long interruptions() {
    return interruptions.get();
  }

  /** Counts a command without an answer, or with an error. */
  public void interrupted() {
    interruptions.incrementAndGet();
  }

  /**
   * Notes the incarnation of the queue in the last reply of Redis.
   *
   * @param seen empty if Redis has lost it
   */
  public synchronized void generation(String seen) {
    if (generation != null && !generation.equals(seen)) {
      interrupted();
    }
    generation = seen;
  }
}
