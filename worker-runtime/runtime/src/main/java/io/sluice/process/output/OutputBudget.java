package io.sluice.process.output;

import java.time.Duration;
import java.time.Instant;

/**
 * How much an execution may still say: 1 000 lines a second, 10 MiB in all (supervision, section
 * 5). A value: spending gives the next budget.
 */
record OutputBudget(Instant second, int linesInSecond, long bytes, long dropped) {
  static final int LINES_PER_SECOND = 1_000;
  static final long MOST_BYTES = 10L * 1024 * 1024;
  private static final Duration SECOND = Duration.ofSeconds(1);

  static OutputBudget from(Instant now) {
    return new OutputBudget(now, 0, 0, 0);
  }

  boolean allows(int lineBytes, Instant now) {
    return bytes + lineBytes <= MOST_BYTES && (isOver(now) || linesInSecond < LINES_PER_SECOND);
  }

  OutputBudget spend(int lineBytes, Instant now) {
    return isOver(now)
        ? new OutputBudget(now, 1, bytes + lineBytes, dropped)
        : new OutputBudget(second, linesInSecond + 1, bytes + lineBytes, dropped);
  }

  OutputBudget drop() {
    return new OutputBudget(second, linesInSecond, bytes, dropped + 1);
  }

  OutputBudget dropsTold() {
    return new OutputBudget(second, linesInSecond, bytes, 0);
  }

  private boolean isOver(Instant now) {
    return !now.isBefore(second.plus(SECOND));
  }
}
