package io.sluice.orchestrator.claim;

import io.sluice.orchestrator.slots.Assignment.Phase;
import io.sluice.orchestrator.slots.SlotScheduler;
import io.sluice.protocol.CancelReason;
import io.sluice.queue.ClaimedExecution;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Cancels exclusive executions when no renewal that was sent in the last 12 s has been answered,
 * because their leases may soon belong to another worker. Other executions continue. Runs every
 * second on a thread that a slow Redis cannot block. See docs/queue.md, "Exclusive".
 */
public final class ExclusiveGuard implements Runnable {
  private static final Logger LOG = Logger.getLogger(ExclusiveGuard.class);

  private final SlotScheduler scheduler;
  private final Supplier<Instant> renewalSentAt;
  private final Duration stopAfter;
  private final InstantSource clock;

  /**
   * Creates a guard that is not running yet.
   *
   * @param renewalSentAt time at which the last answered renewal was sent
   * @param stopAfter shorter than a lease
   * @param clock monotonic
   */
  public ExclusiveGuard(
      SlotScheduler scheduler,
      Supplier<Instant> renewalSentAt,
      Duration stopAfter,
      InstantSource clock) {
    this.scheduler = scheduler;
    this.renewalSentAt = renewalSentAt;
    this.stopAfter = stopAfter;
    this.clock = clock;
  }

  @Override
  public void run() {
    if (clock.instant().isBefore(renewalSentAt.get().plus(stopAfter))) {
      return;
    }
    scheduler.assigned().stream()
        .filter(assignment -> assignment.phase() == Phase.RUNNING)
        .filter(assignment -> assignment.execution().body().exclusive())
        .forEach(assignment -> stop(assignment.execution()));
    scheduler.owned().stream()
        .filter(execution -> execution.body().exclusive())
        .forEach(execution -> scheduler.forget(execution.attempt()));
  }

  private void stop(ClaimedExecution execution) {
    if (scheduler.cancel(execution.attempt(), CancelReason.FENCED)) {
      LOG.warnf(
          "An exclusive execution is told to stop: its lease was not renewed for %d ms: execution=%s",
          stopAfter.toMillis(), execution.attempt().executionId());
    }
  }
}
