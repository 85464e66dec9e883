package io.sluice.process.output;

import io.sluice.workflow.LogLevel;
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
}
