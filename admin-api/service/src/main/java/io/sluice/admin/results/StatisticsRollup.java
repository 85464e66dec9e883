package io.sluice.admin.results;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.admin.lifecycle.Loop;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Sums the counts of each hour that is over, so that statistics of weeks read a few rows for each
 * hour. Hours of the last two days are summed again every hour, because results may come late. One
 * hour in a transaction; a second instance waits for nothing and does nothing.
 */
@Singleton
public final class StatisticsRollup {

  private static final Duration INTERVAL = Duration.ofMinutes(5);
  private static final Duration REST = Duration.ofMillis(50);

  /** Before it most results of an hour are not recorded. */
  private static final Duration OVER = Duration.ofHours(2);

  private static final Duration MAY_CHANGE = Duration.ofDays(2);
  private static final Duration AGAIN = Duration.ofHours(1);

  private final Database database;
  private final InstantSource clock;
  private final Loop loop = new Loop("statistics", this::turn);

  StatisticsRollup(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  public void start() {
    loop.start();
  }

  public void stop() {
    loop.stop();
  }

  private Duration turn() {
    Instant now = clock.instant();
    return database.upkeep(connection -> sumNext(connection, now)) ? REST : INTERVAL;
  }

  /** Sums the oldest hour that needs it; returns false if there is none. */
  static boolean sumNext(Connection connection, Instant now) throws SQLException {
    boolean alone =
        Sql.first(
                connection,
                "SELECT pg_try_advisory_xact_lock(hashtext('execution_total'))",
                row -> row.getBoolean(1))
            .orElse(false);
    Optional<Instant> hour = alone ? next(connection, now) : Optional.empty();
    if (hour.isPresent()) {
      sum(connection, hour.get(), now);
    }
    return hour.isPresent();
  }

  private static Optional<Instant> next(Connection connection, Instant now) throws SQLException {
    Instant end = now.minus(OVER).truncatedTo(ChronoUnit.HOURS);
    return Sql.first(
        connection,
        """
        SELECT h.hour FROM (SELECT date_trunc('hour', min(hour), 'UTC') AS first
            FROM execution_count) c
          CROSS JOIN LATERAL generate_series(c.first, ?::timestamptz, interval '1 hour') h(hour)
          LEFT JOIN execution_total_hour t ON t.hour = h.hour
        WHERE t.hour IS NULL OR (h.hour > ?::timestamptz AND t.summed_at < ?::timestamptz)
        ORDER BY t.summed_at NULLS FIRST, h.hour LIMIT 1
        """,
        row -> Columns.instant(row, "hour"),
        end,
        now.minus(MAY_CHANGE),
        now.minus(AGAIN));
  }

  private static void sum(Connection connection, Instant hour, Instant now) throws SQLException {
    Sql.update(connection, "DELETE FROM execution_total WHERE hour = ?", hour);
    Sql.update(
        connection,
        """
        INSERT INTO execution_total (hour, workflow_id, organization, status, error_type, count)
        SELECT hour, workflow_id, organization, status, error_type, sum(count)
        FROM execution_count WHERE hour = ?
        GROUP BY GROUPING SETS ((hour, status, error_type), (hour, organization, status, error_type),
          (hour, workflow_id, status, error_type))
        """,
        hour);
    Sql.update(
        connection,
        """
        INSERT INTO execution_total_hour AS t (hour, summed_at) VALUES (?, ?)
        ON CONFLICT (hour) DO UPDATE SET summed_at = excluded.summed_at
        """,
        hour,
        now);
  }
}
