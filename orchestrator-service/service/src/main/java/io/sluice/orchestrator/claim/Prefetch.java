package io.sluice.orchestrator.claim;

import java.time.Duration;

/**
 * Number of executions that a worker claims beyond its free slots: as many as it finished in the
 * last 20 ms, at most 200. So none for long executions and a full batch for tiny ones. See
 * docs/queue.md. Pure.
 */
final class Prefetch {
  private static final long WINDOW_MS = 20;
  private static final long MAX_PREFETCH = 200;

  private Prefetch() {}

  /**
   * Returns the size for a worker of this speed.
   *
   * @param ended number of executions that ended during {@code elapsed}
   */
  static int size(long ended, Duration elapsed) {
    long ms = Math.max(1, elapsed.toMillis());
    return (int) Math.min(MAX_PREFETCH, ended * WINDOW_MS / ms);
  }
}
