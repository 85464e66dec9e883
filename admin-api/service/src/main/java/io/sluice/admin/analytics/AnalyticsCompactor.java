package io.sluice.admin.analytics;

import io.sluice.admin.database.Database;
import io.sluice.admin.lifecycle.Loop;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Adds facts to the sums of their hour and day every few seconds. Every instance tries; a second
 * one finds the lock taken and waits for its next turn.
 */
@Singleton
public final class AnalyticsCompactor {

  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Duration REST = Duration.ofMillis(50);
  private static final int BATCH = 5_000;

  private final Database database;
  private final Loop loop = new Loop("analytics", this::turn);

  AnalyticsCompactor(Database database) {
    this.database = database;
  }

  public void start() {
    loop.start();
  }

  public void stop() {
    loop.stop();
  }

  private Duration turn() {
    int counted = database.upkeep(connection -> AnalyticsSums.addSome(connection, BATCH));
    return counted == BATCH ? REST : INTERVAL;
  }
}
