package io.sluice.orchestrator.intake;

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
  private static final Duration LOOKS_LAPSED = Duration.ofSeconds(4);
  private static final int PROMOTE_AT_ONCE = 100;

  private final ExecutionQueue queue;
  private final LapsedLeases leases;
  private final InstantSource clock;

  public Reaper(ExecutionQueue queue, Duration leaseTtl, InstantSource clock) {
    this.queue = queue;
    this.leases = new LapsedLeases(leaseTtl);
    this.clock = clock;
  }

  @Override
  public void run() {
    try {
      queue.promote(PROMOTE_AT_ONCE);
      Map<String, String> due = leases.observe(queue.lapsed(LOOKS_LAPSED), clock.instant());
      if (!due.isEmpty()) {
        report(List.copyOf(due.keySet()), queue.reap(due));
      }
    } catch (RedisUnavailable | RedisRefused notNow) {
      leases.forget();
      LOG.debugf("The reaper waits a whole lease time: %s", notNow.getMessage());
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
