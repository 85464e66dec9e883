package io.sluice.process.output;

import io.sluice.workflow.LogLevel;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of one execution that wait to be sent. Any thread adds, the loop thread takes; a short
 * lock is between them, in which no foreign code runs.
 */
public final class ExecutionLog {
  private static final int MOST_WAITING_BYTES = 1024 * 1024;
  private static final int BATCH_LINES = 256;
  private static final int BATCH_BYTES = 128 * 1024;
  private static final int LINE_OVERHEAD = 24;

  private final InstantSource clock;
  private final Runnable onFirstWaiting;
  private final ArrayDeque<Line> waiting = new ArrayDeque<>();
  private OutputBudget budget;
  private int waitingBytes;
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

  /** Adds a line, or drops and counts it when the execution has said too much. */
  public void add(LogLevel level, String message) {
    var text = LineText.of(message);
    if (addWithin(level, text)) {
      onFirstWaiting.run();
    }
  }

  private synchronized boolean addWithin(LogLevel level, String text) {
    var now = clock.instant();
    int bytes = text.length() + LINE_OVERHEAD;
    if (closed) {
      return false;
    }
    if (waitingBytes + bytes > MOST_WAITING_BYTES || !budget.allows(bytes, now)) {
      budget = budget.drop();
      return false;
    }
    boolean first = waiting.isEmpty();
    tellDrops();
    budget = budget.spend(bytes, now);
    enqueue(level, text);
    return first;
  }

  private void tellDrops() {
    if (budget.dropped() > 0) {
      enqueue(
          LogLevel.WARN,
          budget.dropped()
              + " lines were dropped here: an execution may write 1000 lines a second and 10 MiB"
              + " in all.");
      budget = budget.dropsTold();
    }
  }

  private void enqueue(LogLevel level, String text) {
    seq++;
    waiting.add(new Line(seq, clock.instant().toEpochMilli(), level, text));
    waitingBytes += text.length() + LINE_OVERHEAD;
  }

  /** Takes the next batch of at most 256 lines and about 128 KiB; empty when none wait. */
  public synchronized List<Line> take() {
    List<Line> batch = new ArrayList<>();
    int bytes = 0;
    while (!waiting.isEmpty() && batch.size() < BATCH_LINES && bytes < BATCH_BYTES) {
      var line = waiting.remove();
      bytes += line.text().length() + LINE_OVERHEAD;
      batch.add(line);
    }
    waitingBytes -= bytes;
    return batch;
  }

  /** Ends the log: what is added later is ignored, and drops not yet told become its last line. */
  public synchronized void close() {
    if (!closed) {
      tellDrops();
      closed = true;
    }
  }
}
