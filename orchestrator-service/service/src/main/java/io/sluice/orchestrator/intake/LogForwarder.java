package io.sluice.orchestrator.intake;

import io.sluice.queue.LogBatch;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Sends log lines of executions to Redis, apart from outcomes, so that a flood delays nothing: what
 * does not fit is dropped and counted. One thread of its own.
 */
public final class LogForwarder {
  private static final Logger LOG = Logger.getLogger(LogForwarder.class);
  private static final int MOST_WAITING = 1000;

  private final ExecutionQueue queue;
  private final BlockingQueue<LogBatch> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong removed = new AtomicLong();
  private final Thread thread = Thread.ofPlatform().name("log-forwarder").unstarted(this::run);
  private volatile boolean running = true;

  public LogForwarder(ExecutionQueue queue) {
    this.queue = queue;
  }

  public void start() {
    thread.start();
  }

  public void add(LogBatch lines) {
    if (!waiting.offer(lines)) {
      dropped.addAndGet(lines.lines().size());
    }
  }

  /** Lines that were dropped since the start. */
  public long dropped() {
    return dropped.get();
  }

  /** Entries that were removed from the full stream since the start, whosever they were. */
  public long removed() {
    return removed.get();
  }

  public void stop() throws InterruptedException {
    running = false;
    thread.join(5_000);
  }

  private void run() {
    try {
      while (running || !waiting.isEmpty()) {
        LogBatch next = waiting.poll(100, TimeUnit.MILLISECONDS);
        if (next != null) {
          send(next);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(LogBatch lines) {
    try {
      removed.addAndGet(queue.log(lines));
    } catch (RuntimeException notNow) {
      dropped.addAndGet(lines.lines().size());
      LOG.debugf("Log lines were dropped: %s", notNow.getMessage());
    }
  }
}
