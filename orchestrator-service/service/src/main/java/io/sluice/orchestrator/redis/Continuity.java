package io.sluice.orchestrator.redis;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Whether Redis may have forgotten something meanwhile: counts its errors, lost connections and
 * changes of the queue's generation. Whoever relies on what it told Redis, or read from it,
 * compares the count (queue protocol, sections 4 and 5). Safe for use by many threads.
 */
public final class Continuity {
  private final AtomicLong interruptions = new AtomicLong();
  private @Nullable String generation;

  /** How often it was interrupted since the start; only a change means something. */
  public long interruptions() {
    return interruptions.get();
  }

  /** A command got no answer, or an error. */
  public void interrupted() {
    interruptions.incrementAndGet();
  }

  /**
   * The queue's generation as Redis just told it.
   *
   * @param seen empty when Redis has lost it
   */
  public synchronized void generation(String seen) {
    if (generation != null && !generation.equals(seen)) {
      interrupted();
    }
    generation = seen;
  }
}
