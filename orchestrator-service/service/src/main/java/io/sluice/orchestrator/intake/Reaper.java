package io.sluice.orchestrator.intake;

import io.sluice.orchestrator.redis.Continuity;
import io.sluice.queue.LapsedLeases;
import io.sluice.queue.ReapAnswer;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Takes executions from workers that fell silent, and moves what is due to its stream. Any number
 * of workers may run one: both steps are compare-and-set. Run every second by the scheduler.
 */
public final class Reaper implements Runnable {
  private static final Logger LOG = Logger.getLogger(Reaper.class);
  private static final int PROMOTE_AT_ONCE = 100;

  private final ExecutionQueue queue;
  private final Continuity continuity;
  private final Duration looksLapsed;
  private final LapsedLeases leases;
  private final InstantSource clock;
  private long interruptions;

  /**
   * A reaper that remembers nothing yet.
   *
   * @param looksLapsed since the last renewal: where to look
   * @param leaseTtl how long a record must not change while this one watches
   * @param clock monotonic, and of this reaper alone
   */
  public Reaper(
      ExecutionQueue queue,
      Continuity continuity,
      Duration looksLapsed,
      Duration leaseTtl,
      InstantSource clock) {
    this.queue = queue;
    this.continuity = continuity;
    this.looksLapsed = looksLapsed;
    this.leases = new LapsedLeases(leaseTtl);
    this.clock = clock;
  }

  @Override
  public void run() {
    try {
      queue.promote(PROMOTE_AT_ONCE);
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

  /** Whoever failed, in this worker: its own renewals may not have come through either. */
  private void forgetAfterInterruption() {
    long now = continuity.interruptions();
    if (now != interruptions) {
      interruptions = now;
      leases.forget();
    }
  }

  private static void report(List<String> ids, List<ReapAnswer> answers) {
    for (int i = 0; i < ids.size(); i++) {
      if (answers.get(i) != ReapAnswer.CHANGED) {
        LOG.warnf("Its worker fell silent: execution=%s answer=%s", ids.get(i), answers.get(i));
      }
    }
  }
}
