package io.sluice.process.lifecycle;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Halts the JVM at the earliest time for which it was armed, even if an orderly exit is blocked.
 * Its daemon thread is started with the process, because a workflow may have used up all threads
 * later. Any thread arms it.
 */
public final class ShutdownWatchdog implements Runnable {
  /** Time of the halt, in nanoseconds of the clock, and exit code. */
  private record Due(long nanos, ExitCode code) {}

  private final ProcessClock clock;
  private final AtomicReference<@Nullable Due> due = new AtomicReference<>();
  private volatile @Nullable Thread thread;

  private ShutdownWatchdog(ProcessClock clock) {
    this.clock = clock;
  }

  /** Starts the thread, not armed. */
  public static ShutdownWatchdog start(ProcessClock clock) {
    var timer = new ShutdownWatchdog(clock);
    timer.thread = RuntimeThread.start("halt-timer", timer);
    return timer;
  }

  /** Halts the JVM with this code after this time, unless it is armed for an earlier time. */
  public void arm(Duration after, ExitCode code) {
    var next = new Due(clock.nanos() + after.toNanos(), code);
    due.updateAndGet(old -> old == null || next.nanos - old.nanos < 0 ? next : old);
    LockSupport.unpark(thread);
  }

  @Override
  public void run() {
    while (true) {
      var armed = due.get();
      if (armed == null) {
        RuntimeThread.park();
        continue;
      }
      long left = armed.nanos - clock.nanos();
      if (left <= 0) {
        armed.code.halt();
      }
      RuntimeThread.park(left);
    }
  }
}
