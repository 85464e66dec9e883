package io.sluice.process.output;

import java.time.Duration;
import java.time.Instant;

/**
 * Counts the log lines of an execution, and decides how many more are allowed: 1 000 lines a
 * second, and 20 000 lines and 10 MiB altogether, with space reserved for its last lines. A value:
 * spending returns the next budget.
 */
record OutputBudget(Instant second, int linesInSecond, long lines, long bytes) {
  static final int LINES_PER_SECOND = 1_000;
  static final long MAX_LINES = 20_000;
  static final long MAX_BYTES = 10L * 1024 * 1024;
  static final int MAX_LAST_LINES = 1_000;
  static final int MAX_LAST_BYTES = 128 * 1024;
  private static final Duration SECOND = Duration.ofSeconds(1);

  static OutputBudget from(Instant now) {
    return new OutputBudget(now, 0, 0, 0);
  }

  boolean allows(int lineBytes, Instant now) {
    return !isSpent(lineBytes) && (isOver(now) || linesInSecond < LINES_PER_SECOND);
  }

  /**
   * Returns true if only the last lines may follow. One line more is reserved for the notice of a
   * gap.
   */
  boolean isSpent(int lineBytes) {
    return lines + MAX_LAST_LINES + 2 > MAX_LINES || bytes + lineBytes + MAX_LAST_BYTES > MAX_BYTES;
  }

  /** Returns the number of last lines that may follow the notice of a gap. */
  long lastLines() {
    return Math.max(0, MAX_LINES - lines - 1);
  }

  OutputBudget spend(int lineBytes, Instant now) {
    return isOver(now)
        ? new OutputBudget(now, 1, lines + 1, bytes + lineBytes)
        : new OutputBudget(second, linesInSecond + 1, lines + 1, bytes + lineBytes);
  }

  /** Returns the beginning of the next second, in which it may log again. */
  Instant nextSecond() {
    return second.plus(SECOND);
  }

  private boolean isOver(Instant now) {
    return !now.isBefore(nextSecond());
  }
}
