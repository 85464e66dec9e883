package io.sluice.admin.queue.reconcile;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.admin.lifecycle.Duties;
import io.sluice.admin.lifecycle.Duties.Duty;
import io.sluice.admin.lifecycle.Duties.Lease;
import io.sluice.admin.lifecycle.Loop;
import io.sluice.admin.lifecycle.MonotonicClock;
import io.sluice.admin.queue.publish.QueueConfig;
import io.sluice.admin.redis.StreamReader;
import io.sluice.queue.Attempt;
import io.sluice.queue.QueueAnswers.ProbeAnswer;
import io.sluice.queue.QueueInspection;
import io.sluice.queue.QueueKeys;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;

/**
 * Compares published executions with the entries in Redis, a part at each tick. It makes no
 * difference whether Redis was wiped, came back from an old snapshot or lost one key: a missing
 * execution is published again under a new epoch, and one that ran is reported to the recorder as
 * lost. One instance at a time.
 */
@Singleton
public final class Reconciler {

  private static final Logger LOG = Logger.getLogger(Reconciler.class);
  private static final int PAGE = 200;
  private static final int WAITING_PAGES = 10;
  private static final int RUNNING_PAGES = 2;
  private static final int MAX_REPUBLISHED = 1_000;
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  private final Duties duties;
  private final PublishedStore store;
  private final QueueInspection queue;
  private final StreamReader streams;
  private final StaleEntries stale;
  private final MarkerSweep markers;
  private final IdleConsumers consumers;
  private final SurvivorExpiry survivors;
  private final QueueKeys keys;
  private final QueueConfig config;
  private final MonotonicClock clock;
  private final InstantSource wall;
  private final Counter republished;
  private final MissingEntryTracker missing;
  private final Loop loop = new Loop("reconciler", this::turn);
  private PublishedStore.Position waitingPosition = PublishedStore.Position.FIRST;
  private PublishedStore.Position runningPosition = PublishedStore.Position.FIRST;

  Reconciler(
      Duties duties,
      PublishedStore store,
      QueueInspection queue,
      StreamReader streams,
      StaleEntries stale,
      MarkerSweep markers,
      IdleConsumers consumers,
      SurvivorExpiry survivors,
      QueueKeys keys,
      QueueConfig config,
      MonotonicClock clock,
      InstantSource wall,
      MeterRegistry meters) {
    this.duties = duties;
    this.store = store;
    this.queue = queue;
    this.streams = streams;
    this.stale = stale;
    this.markers = markers;
    this.consumers = consumers;
    this.survivors = survivors;
    this.keys = keys;
    this.config = config;
    this.clock = clock;
    this.wall = wall;
    this.republished = meters.counter("sluice.republished");
    this.missing =
        new MissingEntryTracker(config.republishWaitingAfter(), config.republishRunningAfter());
  }

  public void start() {
    loop.start();
  }

  public void stop() {
    loop.stop();
  }

  public boolean healthy() {
    return loop.healthy();
  }

  private Duration turn() {
    try {
      duties.carryOut(Duty.RECONCILER, this::compare);
      return config.tick();
    } catch (RedisRefused | RedisUnavailable away) {
      missing.forget();
      throw away;
    }
  }

  private void compare(Lease lease) {
    Instant now = clock.instant();
    missing.forgetBefore(now.minus(REMEMBERED));
    waitingPosition = compare(lease, store::waiting, waitingPosition, WAITING_PAGES, false);
    runningPosition = compare(lease, store::running, runningPosition, RUNNING_PAGES, true);
    lease.hold();
    stale.discard();
    markers.confirm();
    consumers.remove();
    survivors.infer(now, wall.instant());
  }

  private PublishedStore.Position compare(
      Lease lease,
      BiFunction<PublishedStore.Position, Integer, List<PublishedStore.Published>> list,
      PublishedStore.Position from,
      int pages,
      boolean ran) {
    var position = from;
    int acted = 0;
    for (int page = 0; page < pages && acted < MAX_REPUBLISHED; page++) {
      lease.hold();
      List<PublishedStore.Published> published = list.apply(position, PAGE);
      acted += act(published, ran);
      if (published.size() < PAGE) {
        return PublishedStore.Position.FIRST;
      }
      var last = published.getLast();
      position = new PublishedStore.Position(last.priority(), last.id());
    }
    return position;
  }

  private int act(List<PublishedStore.Published> page, boolean ran) {
    if (page.isEmpty()) {
      return 0;
    }
    var epochs = new LinkedHashMap<String, Long>();
    page.forEach(row -> epochs.put(row.id().toString(), row.epoch()));
    List<ProbeAnswer> answers = queue.probe(epochs);
    var oldest = streams.oldest(keys.results());
    var lookup =
        new MissingEntryTracker.Lookup(
            clock.instant(),
            wall.instant(),
            oldest == null ? null : Instant.ofEpochMilli(oldest.addedAtMs()));
    var forgotten = new ArrayList<PublishedStore.Published>();
    var gone = new ArrayList<PublishedStore.Published>();
    for (int i = 0; i < page.size(); i++) {
      var row = page.get(i);
      switch (missing.observe(row.id(), row.epoch(), ran, answers.get(i), lookup)) {
        case WAIT -> {}
        case REPUBLISH -> forgotten.add(row);
        case LOST -> gone.add(row);
      }
    }
    return republish(forgotten) + report(gone);
  }

  private int republish(List<PublishedStore.Published> forgotten) {
    if (forgotten.isEmpty()) {
      return 0;
    }
    int count = store.republish(forgotten);
    republished.increment(count);
    LOG.warnf("executions that Redis lost are published again count=%d", count);
    return forgotten.size();
  }

  /** Reports executions as lost; the recorder decides what a loss means. */
  private int report(List<PublishedStore.Published> gone) {
    if (gone.isEmpty()) {
      return 0;
    }
    queue.reportLost(
        gone.stream()
            .map(row -> new Attempt(row.id().toString(), row.epoch(), row.lastClaim()))
            .toList());
    LOG.warnf("executions that ran are gone without a result count=%d", gone.size());
    return gone.size();
  }
}
