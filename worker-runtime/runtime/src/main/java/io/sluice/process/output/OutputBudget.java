package io.sluice.process.output;

import java.time.Duration;
import java.time.Instant;

/**
 * Counts what an execution has logged, and says how much more it may at once: 1 000 lines a second,
 * and in all what is left of 20 000 lines and 10 MiB when room for its last lines is kept. A value:
 * spending gives the next budget.
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

  /** Whether only the last lines may follow. One line more is kept for the notice of a gap. */
  boolean isSpent(int lineBytes) {
    return lines + MAX_LAST_LINES + 2 > MAX_LINES || bytes + lineBytes + MAX_LAST_BYTES > MAX_BYTES;
  }

  /** How many of the last lines may follow the notice of a gap. */
  long lastLines() {
    return Math.max(0, MAX_LINES - lines - 1);
  }

  OutputBudget spend(int lineBytes, Instant now) {
    return isOver(now)
        ? new OutputBudget(now, 1, lines + 1, bytes + lineBytes)
        : new OutputBudget(second, linesInSecond + 1, lines + 1, bytes + lineBytes);
  }

  /** When the next second begins, in which it may log again. */
  Instant nextSecond() {
    return second.plus(SECOND);
  }

  private boolean isOver(Instant now) {
    return !now.isBefore(nextSecond());
  }
}
