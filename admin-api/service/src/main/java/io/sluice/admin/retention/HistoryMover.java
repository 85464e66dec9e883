package io.sluice.admin.retention;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.admin.database.Database;
import io.sluice.admin.execution.ExecutionHistoryStore;
import io.sluice.admin.lifecycle.Loop;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Moves executions to the history that an earlier version ended: those from before the upgrade, and
 * those that an instance of it ends while it runs beside this one. Small transactions with rests
 * between them, so that a large table takes its time and nobody waits for it.
 */
@Singleton
final class HistoryMover {

  private static final Logger LOG = Logger.getLogger(HistoryMover.class);
  private static final Duration INTERVAL = Duration.ofMinutes(10);
  private static final Duration REST = Duration.ofMillis(50);

  /** Whoever ended it may still read its row. */
  private static final Duration LEFT_ALONE = Duration.ofMinutes(1);

  private static final UUID FIRST = new UUID(0, 0);
  private static final int BATCH = 1_000;

  private final Database database;
  private final ExecutionHistoryStore history;
  private final InstantSource clock;
  private final Counter moved;
  private final Loop loop = new Loop("history mover", this::turn);
  private UUID cursor = FIRST;
  private long movedInThisWalk;

  HistoryMover(
      Database database, ExecutionHistoryStore history, InstantSource clock, MeterRegistry meters) {
    this.database = database;
    this.history = history;
    this.clock = clock;
    this.moved = meters.counter("sluice.history.moved");
  }

  void start() {
    loop.start();
  }

  void stop() {
    loop.stop();
  }

  private Duration turn() {
    Instant before = clock.instant().minus(LEFT_ALONE);
    List<UUID> ended =
        database.upkeep(connection -> history.unmoved(connection, cursor, before, BATCH));
    if (ended.isEmpty()) {
      endOfWalk();
      return INTERVAL;
    }
    int count = database.upkeep(connection -> history.move(connection, ended));
    moved.increment(count);
    movedInThisWalk += count;
    cursor = ended.getLast();
    return REST;
  }

  private void endOfWalk() {
    if (movedInThisWalk > 0) {
      LOG.infof("ended executions moved to the history count=%d", movedInThisWalk);
    }
    cursor = FIRST;
    movedInThisWalk = 0;
  }
}
