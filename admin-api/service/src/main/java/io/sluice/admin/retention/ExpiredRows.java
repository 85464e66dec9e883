package io.sluice.admin.retention;

import io.sluice.admin.database.Database;
import io.sluice.admin.database.OldRows;
import io.sluice.admin.lifecycle.Loop;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Deletes old rows of tables that are too small for partitions, in small transactions. */
@Singleton
final class ExpiredRows {

  private static final Duration INTERVAL = Duration.ofHours(1);
  private static final Duration REST = Duration.ofMillis(50);

  private final Database database;
  private final InstantSource clock;
  private final List<OldRows> all;
  private final Loop loop = new Loop("expired rows", this::turn);

  ExpiredRows(Database database, InstantSource clock, Retention retention) {
    this.database = database;
    this.clock = clock;
    Duration executions = retention.executions().longest();
    this.all =
        List.of(
            new OldRows("refused_result", "at < ?", executions),
            new OldRows(
                "action",
                // It says whether its execution may run again, so it stays as long as that.
                "created_at < ? AND NOT EXISTS (SELECT FROM execution_all e WHERE e.id = action.id)",
                executions),
            new OldRows("stuck_event", "at < ?", executions),
            new OldRows("analytics_sum", "span = 'hour' AND at < ?", retention.analyticsByHour()),
            new OldRows("analytics_sum", "span = 'day' AND at < ?", retention.analytics()),
            new OldRows("idempotency_key", "created_at < ?", executions),
            new OldRows("access_token", "expires_at < ?", executions));
  }

  void start() {
    loop.start();
  }

  void stop() {
    loop.stop();
  }

  Duration turn() {
    boolean more = false;
    for (OldRows old : all) {
      more |= old.delete(database, clock.instant());
    }
    return more ? REST : INTERVAL;
  }
}
