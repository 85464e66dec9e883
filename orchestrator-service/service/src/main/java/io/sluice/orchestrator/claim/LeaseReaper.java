package io.sluice.orchestrator.claim;

import io.sluice.orchestrator.RedisInterruptions;
import io.sluice.queue.LapsedLeases;
import io.sluice.queue.QueueAnswers.ReapAnswer;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Requeues executions whose lease has expired, and moves due executions to their stream. Any number
 * of workers may run it, because both steps are compare-and-set. Runs every second. The admin-api
 * does the same for the case that no worker is left.
 */
public final class LeaseReaper implements Runnable {
  private static final Logger LOG = Logger.getLogger(LeaseReaper.class);
  private static final int PROMOTE_AT_ONCE = 100;
  private static final int MAX_PROMOTE_CALLS = 50;

  private final ExecutionQueue queue;
  private final RedisInterruptions redisInterruptions;
  private final Duration looksLapsed;
  private final LapsedLeases leases;
  private final InstantSource clock;
  private long interruptions;

  /**
   * Creates a reaper without observations.
   *
   * @param looksLapsed records without a renewal for this time are observed
   * @param leaseTtl a record is reaped if it did not change for this time under observation
   * @param clock monotonic, and of this reaper alone
   */
  public LeaseReaper(
      ExecutionQueue queue,
      RedisInterruptions redisInterruptions,
      Duration looksLapsed,
      Duration leaseTtl,
      InstantSource clock) {
    this.queue = queue;
    this.redisInterruptions = redisInterruptions;
    this.looksLapsed = looksLapsed;
    this.leases = new LapsedLeases(leaseTtl);
    this.clock = clock;
  }

  @Override
  public void run() {
    try {
      promote();
      Map<String, String> lapsed = queue.lapsed(looksLapsed);
      forgetAfterInterruption();
      Map<String, String> due = leases.observe(lapsed, clock.instant());
      if (!due.isEmpty()) {
        report(List.copyOf(due.keySet()), queue.reap(due));
      }
    } catch (RedisUnavailable | RedisRefused notNow) {
      leases.forget();
      LOG.debugf("The reaper waits a whole lease time: %s", notNow.getMessage());
    }
  }

  private void promote() {
    int calls = 0;
    int promoted = PROMOTE_AT_ONCE;
    while (promoted == PROMOTE_AT_ONCE && calls++ < MAX_PROMOTE_CALLS) {
      promoted = queue.promote(PROMOTE_AT_ONCE).size();
    }
  }

  /**
   * Forgets all observations after any interruption of Redis in this worker: the renewals of other
   * workers may have failed too.
   */
  private void forgetAfterInterruption() {
    long now = redisInterruptions.interruptions();
    if (now != interruptions) {
      interruptions = now;
      leases.forget();
    }
  }

  private static void report(List<String> ids, List<ReapAnswer> answers) {
    for (int i = 0; i < ids.size(); i++) {
      if (answers.get(i) != ReapAnswer.CHANGED) {
        LOG.warnf(
            "The lease expired, its worker is lost: execution=%s answer=%s",
            ids.get(i), answers.get(i));
      }
    }
  }
}
