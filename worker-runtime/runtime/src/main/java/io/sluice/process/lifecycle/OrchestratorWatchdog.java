package io.sluice.process.lifecycle;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ends the process when its orchestrator sends no Ping for too long, even if that is stopped and
 * not dead. Checks on a raw daemon thread; the Netty thread reports each Ping.
 */
public final class OrchestratorWatchdog implements Runnable {
  private static final long FIRST_ALLOWED = TimeUnit.SECONDS.toNanos(12);
  private static final long MAX_TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final AtomicLong pings = new AtomicLong();
  private final ProcessClock clock;
  private final Runnable onSilence;
  private volatile long allowedNanos = FIRST_ALLOWED;

  private OrchestratorWatchdog(ProcessClock clock, Runnable onSilence) {
    this.clock = clock;
    this.onSilence = onSilence;
  }

  /**
   * Starts the thread.
   *
   * @param onSilence run by that thread, once
   */
  public static OrchestratorWatchdog start(ProcessClock clock, Runnable onSilence) {
    var orchestratorWatchdog = new OrchestratorWatchdog(clock, onSilence);
    RuntimeThread.start("deadman", orchestratorWatchdog);
    return orchestratorWatchdog;
  }

  /**
   * Notes that a Ping arrived.
   *
   * @param silenceAllowedMs milliseconds until the next one; 0 or less keeps the previous value
   */
  public void heard(long silenceAllowedMs) {
    if (silenceAllowedMs > 0) {
      allowedNanos = TimeUnit.MILLISECONDS.toNanos(silenceAllowedMs);
    }
    pings.incrementAndGet();
  }

  @Override
  public void run() {
    var silence = Silence.NONE;
    long last = clock.nanos();
    while (!silence.longerThan(allowedNanos)) {
      RuntimeThread.park(Math.min(MAX_TICK_NANOS, allowedNanos / 4));
      long now = clock.nanos();
      silence = silence.tick(now - last, pings.get());
      last = now;
    }
    onSilence.run();
  }

  /**
   * Time without a Ping, in nanoseconds. One tick counts at most 2 s, so that a process that was
   * itself paused does not end itself when it continues with Pings waiting in the socket.
   */
  record Silence(long nanos, long pingsHeard) {
    private static final long MAX_PER_TICK = 2_000_000_000L;
    static final Silence NONE = new Silence(0, 0);

    Silence tick(long elapsedNanos, long pings) {
      return pings == pingsHeard
          ? new Silence(nanos + Math.min(elapsedNanos, MAX_PER_TICK), pings)
          : new Silence(0, pings);
    }

    boolean longerThan(long allowedNanos) {
      return nanos > allowedNanos;
    }
  }
}
