package io.sluice.admin.housekeeping;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.loop.Loop;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Deletes what is old, some rows in a transaction, so that nobody waits for it. */
@Singleton
public final class Housekeeper {

  private static final Logger LOG = Logger.getLogger(Housekeeper.class);
  private static final Duration EVERY = Duration.ofMinutes(10);
  private static final int AT_ONCE = 5_000;

  private final Database database;
  private final InstantSource clock;
  private final List<Old> all;
  private final Loop loop = new Loop("housekeeper", this::turn);

  /** Rows of a table that go. */
  private record Old(String table, String condition, Duration keep) {}

  Housekeeper(Database database, InstantSource clock, HousekeepingConfig config) {
    this.database = database;
    this.clock = clock;
    this.all =
        List.of(
            new Old("system_log", "at < ?", config.keepSystemLog()),
            new Old("execution_count", "hour < ?", config.keep()),
            new Old("shared_state_count", "hour < ?", config.keep()),
            new Old("bulk", "finished_at < ?", config.keep()),
            new Old("command", "requested_at < ? AND status <> 'PENDING'", config.keep()));
  }

  public void start() {
    loop.start();
  }

  public void stop() {
    loop.stop();
  }

  private Duration turn() {
    boolean more = false;
    for (Old old : all) {
      more |= delete(old) == AT_ONCE;
    }
    return more ? Duration.ZERO : EVERY;
  }

  private int delete(Old old) {
    Instant before = clock.instant().minus(old.keep());
    int deleted =
        database.transaction(
            connection -> {
              // Known words only: nothing that anybody gave is in the statement.
              try (var delete =
                  connection.prepareStatement(
                      String.format(
                          Locale.ROOT,
                          "DELETE FROM %1$s WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$s WHERE %2$s LIMIT %3$d))",
                          old.table(),
                          old.condition(),
                          AT_ONCE))) {
                Columns.bind(delete, 1, before);
                return delete.executeUpdate();
              }
            });
    if (deleted > 0) {
      LOG.infof("old rows deleted table=%s count=%d", old.table(), deleted);
    }
    return deleted;
  }
}
