package io.sluice.admin.operations;

import io.sluice.admin.database.Database;
import io.sluice.admin.database.OldRows;
import io.sluice.admin.lifecycle.Duties;
import io.sluice.admin.lifecycle.Duties.Duty;
import io.sluice.admin.lifecycle.Duties.Lease;
import io.sluice.admin.lifecycle.Loop;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Deletes expired rows in small transactions, so that locks are short. */
@Singleton
public final class Housekeeper {

  private static final Duration INTERVAL = Duration.ofMinutes(10);

  private final Database database;
  private final Duties duties;
  private final InstantSource clock;
  private final List<OldRows> all;
  private final Loop loop = new Loop("housekeeper", this::turn);

  Housekeeper(Database database, Duties duties, InstantSource clock, HousekeepingConfig config) {
    this.database = database;
    this.duties = duties;
    this.clock = clock;
    this.all =
        List.of(
            new OldRows("system_log", "at < ?", config.keepSystemLog()),
            new OldRows("execution_count", "hour < ?", config.keep()),
            new OldRows("execution_total", "hour < ?", config.keep()),
            new OldRows("execution_total_hour", "hour < ?", config.keep()),
            new OldRows("shared_state_count", "hour < ?", config.keep()),
            new OldRows("bulk", "finished_at < ?", config.keep()),
            new OldRows("command", "requested_at < ? AND status <> 'PENDING'", config.keep()));
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
    for (OldRows old : all) {
      lease.hold();
      more |= old.delete(database, clock.instant());
    }
    return more;
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
