package io.sluice.admin.retention;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.admin.database.Database;
import io.sluice.admin.execution.ExecutionIds;
import io.sluice.admin.execution.ExecutionPurgeStore;
import io.sluice.admin.execution.ExecutionPurgeStore.Kept;
import io.sluice.admin.lifecycle.Loop;
import io.sluice.api.ExecutionStatus;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Deletes ended executions whose status or organization has a shorter retention than others, for
 * which dropping partitions is not enough. Walks over the history once a day, in small transactions
 * with rests between them; does nothing without such a setting.
 */
@Singleton
final class RetentionSweep {

  private static final Logger LOG = Logger.getLogger(RetentionSweep.class);
  private static final Duration INTERVAL = Duration.ofDays(1);
  private static final Duration REST = Duration.ofMillis(50);
  private static final UUID FIRST = new UUID(0, 0);
  private static final int BATCH = 2_000;

  private final Database database;
  private final ExecutionPurgeStore executions;
  private final RetentionPolicy policy;
  private final InstantSource clock;
  private final Counter purged;
  private final Loop loop = new Loop("retention sweep", this::turn);
  private UUID cursor = FIRST;
  private long purgedInThisWalk;

  RetentionSweep(
      Database database,
      ExecutionPurgeStore executions,
      Retention retention,
      InstantSource clock,
      MeterRegistry meters) {
    this.database = database;
    this.executions = executions;
    this.policy = retention.executions();
    this.clock = clock;
    this.purged = meters.counter("sluice.executions.purged");
  }

  void start() {
    loop.start();
  }

  void stop() {
    loop.stop();
  }

  private Duration turn() {
    if (!policy.hasExceptions()) {
      return INTERVAL;
    }
    Instant now = clock.instant();
    UUID until = ExecutionIds.first(now.minus(policy.shortest()));
    List<Kept> rows =
        database.upkeep(connection -> executions.next(connection, cursor, until, BATCH));
    if (rows.isEmpty()) {
      endOfWalk();
      return INTERVAL;
    }
    List<UUID> expired = rows.stream().filter(row -> isExpired(row, now)).map(Kept::id).toList();
    int count = database.upkeep(connection -> executions.purge(connection, expired));
    purged.increment(count);
    purgedInThisWalk += count;
    cursor = rows.getLast().id();
    return REST;
  }

  private boolean isExpired(Kept row, Instant now) {
    Duration keep = policy.keep(ExecutionStatus.valueOf(row.status()), row.organization());
    return row.at().isBefore(now.minus(keep));
  }

  private void endOfWalk() {
    if (purgedInThisWalk > 0) {
      LOG.infof("executions past their retention deleted count=%d", purgedInThisWalk);
    }
    cursor = FIRST;
    purgedInThisWalk = 0;
  }
}
