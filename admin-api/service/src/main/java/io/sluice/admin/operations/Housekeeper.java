package io.sluice.admin.operations;

import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.admin.lifecycle.Duties;
import io.sluice.admin.lifecycle.Duties.Duty;
import io.sluice.admin.lifecycle.Duties.Lease;
import io.sluice.admin.lifecycle.Loop;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Deletes expired rows in small transactions, so that locks are short. */
@Singleton
public final class Housekeeper {

  private static final Logger LOG = Logger.getLogger(Housekeeper.class);
  private static final Duration INTERVAL = Duration.ofMinutes(10);
  private static final int BATCH = 5_000;

  private final Database database;
  private final Duties duties;
  private final InstantSource clock;
  private final List<Old> all;
  private final Loop loop = new Loop("housekeeper", this::turn);

  /** Rows of a table that expire. */
  private record Old(String table, String condition, Duration keep) {}

  Housekeeper(Database database, Duties duties, InstantSource clock, HousekeepingConfig config) {
    this.database = database;
    this.duties = duties;
    this.clock = clock;
    this.all =
        List.of(
            new Old("system_log", "at < ?", config.keepSystemLog()),
            new Old("execution_count", "hour < ?", config.keep()),
            new Old("execution_total", "hour < ?", config.keep()),
            new Old("execution_total_hour", "hour < ?", config.keep()),
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
    var more = new AtomicBoolean();
    duties.carryOut(Duty.HOUSEKEEPER, lease -> more.set(deleteAll(lease)));
    return more.get() ? Duration.ZERO : INTERVAL;
  }

  private boolean deleteAll(Lease lease) {
    boolean more = false;
    for (Old old : all) {
      lease.hold();
      more |= delete(old) == BATCH;
    }
    return more;
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

  /** Retention periods. */
  @ConfigMapping(prefix = "sluice.housekeeping")
  public interface HousekeepingConfig {

    /** Retention of commands, bulk operations and counts of ended executions. */
    @WithDefault("31d")
    Duration keep();

    /** Retention of the services' log lines. */
    @WithDefault("7d")
    Duration keepSystemLog();
  }
}
