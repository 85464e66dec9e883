package io.sluice.admin.retention;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.sluice.admin.database.DatabaseRefused;
import io.sluice.admin.database.DatabaseUnavailable;
import io.sluice.admin.execution.ExecutionIds;
import io.sluice.admin.lifecycle.Loop;
import io.sluice.admin.retention.PartitionStore.Partition;
import io.sluice.admin.retention.PartitionStore.Partitioned;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Makes partitions a week ahead and drops those that are older than their retention. A lock that it
 * does not get within a quarter of a second is tried again a minute later. Safe beside other
 * instances: the second one finds nothing left to do.
 */
@Singleton
final class PartitionKeeper {

  private static final Logger LOG = Logger.getLogger(PartitionKeeper.class);
  private static final Duration INTERVAL = Duration.ofMinutes(10);
  private static final Duration AGAIN = Duration.ofMinutes(1);
  private static final int DAYS_AHEAD = 7;
  private static final int BATCH = 5_000;

  /** More rows than these are not copied while a partition is dropped; it waits for another day. */
  private static final int MAX_COPIED = 10_000;

  private final PartitionStore store;
  private final InstantSource clock;
  private final Map<Partitioned, Duration> keep;
  private final Counter dropped;
  private final Counter postponed;
  private final Timer dropping;
  private final Loop loop = new Loop("partition keeper", this::turn);

  PartitionKeeper(
      PartitionStore store, Retention retention, InstantSource clock, MeterRegistry meters) {
    this.store = store;
    this.clock = clock;
    Duration executions = retention.executions().longest();
    this.keep =
        Map.of(
            new Partitioned("execution_history", "id", "coalesce(finished_at, queued_at)"),
            executions,
            new Partitioned("attempt", "execution_id", "coalesce(finished_at, started_at)"),
            executions,
            new Partitioned("stuck_dossier", "execution_id", "at"),
            executions,
            new Partitioned("crash_report", "execution_id", "at"),
            executions,
            new Partitioned("execution_log", "execution_id", "at"),
            retention.logs());
    this.dropped = meters.counter("sluice.partitions.dropped");
    this.postponed = meters.counter("sluice.partitions.postponed");
    this.dropping = meters.timer("sluice.partitions.drop", Tags.empty());
  }

  void start() {
    loop.start();
  }

  void stop() {
    loop.stop();
  }

  private Duration turn() {
    Instant now = clock.instant();
    boolean again = false;
    for (var each : keep.entrySet()) {
      again |= !tried(() -> makeAhead(each.getKey(), now));
      Instant since = now.minus(each.getValue());
      for (Partition partition : store.partitions(each.getKey())) {
        if (ExecutionIds.isBefore(partition.end(), ExecutionIds.first(since))) {
          again |= !tried(() -> drop(each.getKey(), partition, since));
        }
      }
      again |= deleteFromRest(each.getKey(), since);
    }
    return again ? AGAIN : INTERVAL;
  }

  private void makeAhead(Partitioned of, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    List<Partition> present = store.partitions(of);
    for (int ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
      LocalDate day = today.plusDays(ahead);
      UUID end = ExecutionIds.first(day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
      if (present.isEmpty() || ExecutionIds.isBefore(present.getLast().end(), end)) {
        if (store.create(of, day)) {
          LOG.infof("partition made table=%s day=%s", of.table(), day);
        }
      }
    }
  }

  private void drop(Partitioned of, Partition partition, Instant since) {
    long younger = store.younger(of, partition, since, MAX_COPIED + 1);
    if (younger > MAX_COPIED) {
      return;
    }
    dropping.record(() -> store.drop(of, partition, since, younger > 0));
    dropped.increment();
    LOG.infof(
        "partition dropped table=%s partition=%s kept=%d", of.table(), partition.name(), younger);
  }

  /**
   * Deletes old rows of partitions that are not dropped for a long time: the one without an end,
   * and the table that was there before the upgrade. Returns true if some may be left.
   */
  private boolean deleteFromRest(Partitioned of, Instant before) {
    boolean some = store.delete(of, of.table() + "_default", "true", before, BATCH) == BATCH;
    for (Partition partition : store.partitions(of)) {
      if (partition.name().endsWith("_old")) {
        String older = of.key() + " < '" + ExecutionIds.first(before) + "'";
        some |= store.delete(of, partition.name(), older, before, BATCH) == BATCH;
      }
    }
    return some;
  }

  /** Returns false if somebody held a lock for too long. */
  private boolean tried(Runnable step) {
    try {
      step.run();
      return true;
    } catch (DatabaseUnavailable | DatabaseRefused e) {
      postponed.increment();
      LOG.infof("change of partitions postponed reason=%s", e.getMessage());
      return false;
    }
  }
}
