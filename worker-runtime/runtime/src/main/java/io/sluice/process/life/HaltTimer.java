package io.sluice.process.life;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Bounds every orderly exit of the JVM (SIGTERM, {@code System.exit}): a shutdown hook of a
 * workflow that hangs would block it for ever, so a daemon halts with 77.
 */
public final class HaltTimer {
  private HaltTimer() {}

  public static void arm(ProcessClock clock, Duration limit) {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> startTimer(clock, limit), "halt-timer-hook"));
  }

  private static void startTimer(ProcessClock clock, Duration limit) {
    var timer = new Thread(() -> haltAfter(clock, limit.toNanos()), "halt-timer");
    timer.setDaemon(true);
    timer.start();
  }

  private static void haltAfter(ProcessClock clock, long limitNanos) {
    long begun = clock.nanos();
    for (long left = limitNanos; left > 0; left = limitNanos - (clock.nanos() - begun)) {
      LockSupport.parkNanos(left);
    }
    ExitCode.HALT_TIMER.halt();
  }
}
