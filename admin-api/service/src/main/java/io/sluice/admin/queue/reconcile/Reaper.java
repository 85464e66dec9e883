package io.sluice.admin.queue.reconcile;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.admin.lifecycle.Loop;
import io.sluice.admin.lifecycle.MonotonicClock;
import io.sluice.admin.queue.publish.QueueConfig;
import io.sluice.queue.LapsedLeases;
import io.sluice.queue.QueueAnswers.ReapAnswer;
import io.sluice.queue.QueueScripts;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Requeues executions whose lease has expired. Workers do the same; this covers the case that none
 * is left. Also moves due executions to their stream and removes confirmed done markers. All of it
 * may be repeated, without a leader.
 */
@Singleton
public final class Reaper {

  private static final Logger LOG = Logger.getLogger(Reaper.class);
  private static final int PROMOTE_AT_ONCE = 200;
  private static final int MAX_PROMOTE_CALLS = 200;

  private final QueueScripts queue;
  private final MarkerTrimmer markers;
  private final QueueConfig config;
  private final MonotonicClock clock;
  private final LapsedLeases leases;
  private final Counter reaped;
  private final Loop loop = new Loop("reaper", this::turn);
  private @Nullable String generation;

  Reaper(
      QueueScripts queue,
      MarkerTrimmer markers,
      QueueConfig config,
      MonotonicClock clock,
      MeterRegistry meters) {
    this.queue = queue;
    this.markers = markers;
    this.config = config;
    this.clock = clock;
    this.leases = new LapsedLeases(config.leaseTtl());
    this.reaped = meters.counter("sluice.reaped");
  }

  public void start() {
    loop.start();
  }

  public void stop() {
    loop.stop();
  }

  private Duration turn() {
    try {
      markers.trim();
      promote();
      reap();
      return config.tick();
    } catch (RedisRefused | RedisUnavailable away) {
      leases.forget();
      throw away;
    }
  }

  private void promote() {
    int calls = 0;
    int promoted = PROMOTE_AT_ONCE;
    while (promoted == PROMOTE_AT_ONCE && calls++ < MAX_PROMOTE_CALLS) {
      promoted = queue.promote(PROMOTE_AT_ONCE).size();
    }
  }

  private void reap() {
    String present = queue.generation();
    if (!Objects.equals(present, generation)) {
      generation = present;
      leases.forget();
    }
    Map<String, String> due = leases.observe(queue.lapsed(config.looksLapsed()), clock.instant());
    if (!due.isEmpty()) {
      report(List.copyOf(due.keySet()), queue.reap(due));
    }
  }

  private void report(List<String> ids, List<ReapAnswer> answers) {
    for (int i = 0; i < ids.size(); i++) {
      if (answers.get(i) != ReapAnswer.CHANGED) {
        reaped.increment();
        LOG.warnf(
            "its worker no longer renews the lease execution=%s answer=%s",
            ids.get(i), answers.get(i));
      }
    }
  }
}
