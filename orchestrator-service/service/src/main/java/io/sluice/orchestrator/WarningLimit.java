package io.sluice.orchestrator;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Limits a warning that a hostile process can cause at any rate to one log line a second; the next
 * line contains the number of suppressed ones. Safe for use by many threads.
 */
public final class WarningLimit {
  private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

  private final AtomicLong notBefore = new AtomicLong(System.nanoTime());
  private final AtomicLong leftOut = new AtomicLong();

  /**
   * Writes a line, or counts it as suppressed.
   *
   * @param line receives the number of lines suppressed since the last one
   */
  public void allow(LongConsumer line) {
    long now = System.nanoTime();
    long due = notBefore.get();
    if (now - due >= 0 && notBefore.compareAndSet(due, now + INTERVAL_NANOS)) {
      line.accept(leftOut.getAndSet(0));
    } else {
      leftOut.incrementAndGet();
    }
  }
}
