package io.sluice.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** The clock of the suite: the only place that reads time and waits. Any thread. */
public final class MachineClock {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private MachineClock() {}

  /** Nanoseconds of the monotonic clock that all processes of this machine share. */
  public static long nanos() {
    return System.nanoTime();
  }

  /** The wall clock, as PostgreSQL uses it. */
  public static Instant now() {
    return Instant.now();
  }

  public static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  /** Waits; an interrupt ends it early. */
  public static void pause(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LockSupport.parkNanos(left);
    }
  }

  /** Waits until a condition holds; false if it did not in time. A failed check counts as false. */
  public static boolean await(Duration limit, Callable<Boolean> condition)
      throws InterruptedException {
    long start = System.nanoTime();
    do {
      if (holds(condition)) {
        return true;
      }
      pause(BETWEEN_LOOKS);
    } while (since(start).compareTo(limit) < 0);
    return holds(condition);
  }

  private static boolean holds(Callable<Boolean> condition) throws InterruptedException {
    try {
      return condition.call();
    } catch (InterruptedException interrupted) {
      throw interrupted;
    } catch (Exception notNow) {
      return false;
    }
  }
}
