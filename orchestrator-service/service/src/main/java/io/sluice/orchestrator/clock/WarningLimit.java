package io.sluice.orchestrator.clock;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * One log line a second for something that a hostile process can cause as often as it likes; the
 * next line says how many were left out. Safe for use by many threads.
 */
public final class WarningLimit {
  private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

  private final AtomicLong notBefore = new AtomicLong(System.nanoTime());
  private final AtomicLong leftOut = new AtomicLong();

  /**
   * Writes a line, or counts that it was not written.
   *
   * @param line gets the number of lines left out since the last one
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
