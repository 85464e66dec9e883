package io.sluice.admin.queue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.queue.QueueKeys;
import io.sluice.queue.RedisConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Compares rows with the records in Redis after a wipe, 200 at a time. */
@Singleton
final class Sweep {

  private static final Logger LOG = Logger.getLogger(Sweep.class);
  private static final int PAGE = 200;

  private final GenerationRows rows;
  private final RedisConnection redis;
  private final QueueKeys keys;
  private final LossBudget budget;
  private final Counter republished;

  Sweep(
      GenerationRows rows,
      RedisConnection redis,
      QueueKeys keys,
      LossBudget budget,
      MeterRegistry meters) {
    this.rows = rows;
    this.redis = redis;
    this.keys = keys;
    this.budget = budget;
    this.republished = meters.counter("sluice.republished", "reason", "redis_lost_data");
  }

  @FunctionalInterface
  private interface Pages {
    List<GenerationRows.Published> after(@Nullable UUID id);
  }

  @FunctionalInterface
  private interface Republish {
    int lost(List<GenerationRows.Published> rows);
  }

  void waiting(Instant since, Instant now) {
    sweep(
        "PENDING",
        after -> rows.waitingBefore(since, after, PAGE),
        lost -> rows.republishWaiting(lost, now));
  }

  void running(Instant since, Instant now) {
    sweep(
        "RUNNING",
        after -> rows.runningBefore(since, after, PAGE),
        lost -> rows.republishRunning(lost, now, budget.losses()));
  }

  private void sweep(String status, Pages pages, Republish republish) {
    int count = 0;
    List<GenerationRows.Published> page = pages.after(null);
    while (!page.isEmpty()) {
      var lost = withoutRecord(page);
      count += lost.isEmpty() ? 0 : republish.lost(lost);
      page = pages.after(page.getLast().id());
    }
    republished.increment(count);
    if (count > 0) {
      LOG.warnf("executions are published again status=%s count=%d", status, count);
    }
  }

  private List<GenerationRows.Published> withoutRecord(List<GenerationRows.Published> page) {
    var arguments = new ArrayList<String>();
    arguments.add(keys.claims());
    page.forEach(row -> arguments.add(row.id().toString()));
    List<?> records = (List<?>) Objects.requireNonNull(redis.send("HMGET", arguments));
    var lost = new ArrayList<GenerationRows.Published>();
    for (int i = 0; i < page.size(); i++) {
      if (records.get(i) == null) {
        lost.add(page.get(i));
      }
    }
    return lost;
  }
}
