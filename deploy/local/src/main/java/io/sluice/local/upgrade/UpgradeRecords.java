package io.sluice.local.upgrade;

import io.sluice.local.upgrade.UpgradeFigures.LongExecution;
import io.sluice.local.upgrade.UpgradeFigures.Recorded;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads what is recorded of the executions. One thread. */
final class UpgradeRecords implements AutoCloseable {
  private final Connection database;

  UpgradeRecords(String jdbcUrl, String user) throws SQLException {
    database = DriverManager.getConnection(jdbcUrl, user, "");
  }

  long unfinished() throws SQLException {
    return number("select count(*) from execution where finished_at is null");
  }

  /**
   * Reads what is recorded.
   *
   * @param accepted ids that must be
   */
  Recorded recorded(Set<String> accepted) throws SQLException {
    var ids = ids();
    var missing = new HashSet<>(accepted);
    missing.removeAll(ids);
    return new Recorded(
        ids.size() - 1L,
        missing.size(),
        counts("select status, count(*) from execution_all group by status"),
        number("select count(*) - count(distinct execution_id) from attempt"),
        number(
            "select count(*) from (select 1 from attempt where status = 'SUCCESS'"
                + " group by execution_id having count(*) > 1) doubled"));
  }

  private Set<String> ids() throws SQLException {
    var ids = new HashSet<String>();
    try (var query = database.prepareStatement("select id::text from execution_all");
        var row = query.executeQuery()) {
      while (row.next()) {
        ids.add(row.getString(1));
      }
    }
    return ids;
  }

  /** Successful attempts by worker. */
  Map<String, Long> byWorker() throws SQLException {
    return counts(
        "select worker_id, count(*) from attempt where status = 'SUCCESS' group by worker_id");
  }

  /** One execution, which was to run in a worker for a time. */
  LongExecution execution(String id, String before, Duration asked) throws SQLException {
    try (var query =
        database.prepareStatement(
            "select status, greatest(attempt_number, (select count(*) from attempt where execution_id"
                + " = e.id)), coalesce(worker_id, ''), coalesce(run_ms, 0) from execution_all e where"
                + " id = ?::uuid")) {
      query.setString(1, id);
      try (var row = query.executeQuery()) {
        row.next();
        return new LongExecution(
            row.getString(1),
            row.getInt(2),
            row.getString(3),
            before,
            Duration.ofMillis(row.getLong(4)),
            asked);
      }
    }
  }

  /** A quantile of the time from queue to start, in milliseconds. */
  double startDelay(double rank) throws SQLException {
    return number(
        "select (1000 * extract(epoch from percentile_cont("
            + rank
            + ") within group (order by started_at - queued_at)))::bigint from execution_all"
            + " where started_at is not null");
  }

  /** The longest time between two starts that follow each other, in milliseconds. */
  long longestPause() throws SQLException {
    return number(
        "select coalesce(max(1000 * extract(epoch from pause)), 0)::bigint from (select started_at"
            + " - lag(started_at) over (order by started_at) as pause from attempt) pauses");
  }

  private Map<String, Long> counts(String sql) throws SQLException {
    var counts = new TreeMap<String, Long>();
    try (var query = database.prepareStatement(sql);
        var row = query.executeQuery()) {
      while (row.next()) {
        counts.put(String.valueOf(row.getString(1)), row.getLong(2));
      }
    }
    return counts;
  }

  private long number(String sql) throws SQLException {
    try (var query = database.prepareStatement(sql);
        var row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
