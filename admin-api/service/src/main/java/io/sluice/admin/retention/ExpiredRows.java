package io.sluice.admin.retention;

import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.admin.lifecycle.Loop;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Deletes old rows of tables that are too small for partitions, in small transactions. */
@Singleton
final class ExpiredRows {

  private static final Logger LOG = Logger.getLogger(ExpiredRows.class);
  private static final Duration INTERVAL = Duration.ofHours(1);
  private static final Duration REST = Duration.ofMillis(50);
  private static final int BATCH = 5_000;

  private final Database database;
  private final InstantSource clock;
  private final List<Old> all;
  private final Loop loop = new Loop("expired rows", this::turn);

  /** Rows of a table that expire. */
  private record Old(String table, String condition, Duration keep) {}

  ExpiredRows(Database database, InstantSource clock, Retention retention) {
    this.database = database;
    this.clock = clock;
    Duration executions = retention.executions().longest();
    this.all =
        List.of(
            new Old("refused_result", "at < ?", executions),
            new Old("stuck_event", "at < ?", executions),
            new Old("idempotency_key", "created_at < ?", executions),
            new Old("access_token", "expires_at < ?", executions));
  }

  void start() {
    loop.start();
  }

  void stop() {
    loop.stop();
  }

  private Duration turn() {
    boolean more = false;
    for (Old old : all) {
      more |= delete(old) == BATCH;
    }
    return more ? REST : INTERVAL;
  }

  private int delete(Old old) {
    Instant before = clock.instant().minus(old.keep());
    // The statement contains constants only, no input.
    String sql =
        String.format(
            Locale.ROOT,
            "DELETE FROM %1$s WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$s WHERE %2$s LIMIT %3$d))",
            old.table(),
            old.condition(),
            BATCH);
    int deleted = database.upkeep(connection -> Sql.update(connection, sql, before));
    if (deleted > 0) {
      LOG.infof("old rows deleted table=%s count=%d", old.table(), deleted);
    }
    return deleted;
  }
}
