package io.sluice.process.output;

import io.sluice.workflow.LogLevel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines of one execution that wait to be sent. Lines beyond its budget are held back: the newest of
 * them are sent when the budget allows it again, at the latest at the end, after a line with the
 * number of dropped lines in between. Any thread adds, the loop thread takes, with a short lock in
 * which no foreign code runs.
 */
public final class ExecutionLog {
  private static final int MAX_WAITING_BYTES = 1024 * 1024;
  private static final int BATCH_LINES = 256;
  private static final int BATCH_BYTES = 128 * 1024;
  private static final int LINE_OVERHEAD = 24;

  /** A line without a number yet. */
  private record Held(long atMs, LogLevel level, String text, int bytes) {}

  private final InstantSource clock;
  private final Runnable onFirstWaiting;
  private final ArrayDeque<Line> waiting = new ArrayDeque<>();
  private final ArrayDeque<Held> held = new ArrayDeque<>();
  private OutputBudget budget;
  private int waitingBytes;
  private int heldBytes;
  private long dropped;
  private long seq;
  private boolean closed;

  /**
   * @param onFirstWaiting called by the adding thread when lines begin to wait; must not block
   */
  public ExecutionLog(InstantSource clock, Runnable onFirstWaiting) {
    this.clock = clock;
    this.onFirstWaiting = onFirstWaiting;
    this.budget = OutputBudget.from(clock.instant());
  }

  /** Adds a line, or holds it back if the execution has logged too much. */
  public void add(LogLevel level, String message) {
    var text = LineText.of(message);
    if (addWithin(level, text, BoundedText.bytes(text) + LINE_OVERHEAD)) {
      onFirstWaiting.run();
    }
  }

  private synchronized boolean addWithin(LogLevel level, String text, int bytes) {
    if (closed) {
      return false;
    }
    boolean first = waiting.isEmpty() && held.isEmpty();
    var now = clock.instant();
    hold(new Held(now.toEpochMilli(), level, text, bytes));
    release(now);
    return first;
  }

  private void hold(Held line) {
    held.add(line);
    heldBytes += line.bytes;
    while (held.size() > OutputBudget.MAX_LAST_LINES || heldBytes > OutputBudget.MAX_LAST_BYTES) {
      dropOldest();
    }
  }

  private void dropOldest() {
    heldBytes -= held.remove().bytes;
    dropped++;
  }

  /** Releases held lines as far as the budget allows, oldest first. */
  private void release(Instant now) {
    while (!held.isEmpty()
        && waitingBytes + held.element().bytes <= MAX_WAITING_BYTES
        && budget.allows(held.element().bytes, now)) {
      releaseOldest(now);
    }
  }

  private void releaseOldest(Instant now) {
    reportDrops(now);
    var line = held.remove();
    heldBytes -= line.bytes;
    enqueue(line, now);
  }

  /** Releases all held lines independent of the budget: they are the last lines. */
  private void releaseAll(Instant now) {
    while (held.size() > budget.lastLines()) {
      dropOldest();
    }
    reportDrops(now);
    while (!held.isEmpty()) {
      releaseOldest(now);
    }
  }

  private void reportDrops(Instant now) {
    if (dropped > 0) {
      var text =
          "… "
              + dropped
              + " lines were dropped here: an execution may log 1000 lines a second, and 20000"
              + " lines and 10 MiB in all.";
      dropped = 0;
      enqueue(new Held(now.toEpochMilli(), LogLevel.WARN, text, text.length()), now);
    }
  }

  private void enqueue(Held line, Instant now) {
    seq++;
    budget = budget.spend(line.bytes, now);
    waiting.add(new Line(seq, line.atMs, line.level, line.text));
    waitingBytes += line.bytes;
  }

  /** Takes the next batch of at most 256 lines and about 128 KiB; empty if none wait. */
  public synchronized List<Line> take() {
    release(clock.instant());
    List<Line> batch = new ArrayList<>();
    int bytes = 0;
    while (!waiting.isEmpty() && batch.size() < BATCH_LINES && bytes < BATCH_BYTES) {
      var line = waiting.remove();
      bytes += BoundedText.bytes(line.text()) + LINE_OVERHEAD;
      batch.add(line);
    }
    waitingBytes = waiting.isEmpty() ? 0 : waitingBytes - bytes;
    return batch;
  }

  /**
   * Returns the time at which held lines may be taken; {@link Instant#MAX} if not before the end.
   */
  public synchronized Instant heldUntil() {
    return held.isEmpty() || budget.isSpent(held.element().bytes)
        ? Instant.MAX
        : budget.nextSecond();
  }

  /** Makes the last lines so far available, because no more may follow. */
  public synchronized void releaseHeld() {
    releaseAll(clock.instant());
  }

  /** Ends the log: its last lines can be taken, and lines added later are ignored. */
  public synchronized void close() {
    if (!closed) {
      releaseAll(clock.instant());
      closed = true;
    }
  }

  /**
   * Line of the log of an execution.
   *
   * @param seq rises by one within an attempt, from 1
   * @param atMs wall clock, for people
   * @param text at most 16 KiB, control characters escaped
   */
  public record Line(long seq, long atMs, LogLevel level, String text) {}

  /**
   * Counts the log lines of an execution, and decides how many more are allowed: 1 000 lines a
   * second, and 20 000 lines and 10 MiB altogether, with space reserved for its last lines. A
   * value: spending returns the next budget.
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
      return lines + MAX_LAST_LINES + 2 > MAX_LINES
          || bytes + lineBytes + MAX_LAST_BYTES > MAX_BYTES;
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
}
