package io.sluice.orchestrator.intake;

import java.time.Duration;

/**
 * How much more than the free slots a worker claims: what it finished in the last 20 ms, at most
 * 200. So nothing when executions are long, and a full batch when they are tiny (queue protocol,
 * section 8). Pure.
 */
final class Prefetch {
  private static final long WINDOW_MS = 20;
  private static final long MOST = 200;

  private Prefetch() {}

  /**
   * The size for a worker of this speed.
   *
   * @param ended executions that ended during {@code elapsed}
   */
  static int size(long ended, Duration elapsed) {
    long ms = Math.max(1, elapsed.toMillis());
    return (int) Math.min(MOST, ended * WINDOW_MS / ms);
  }
}
