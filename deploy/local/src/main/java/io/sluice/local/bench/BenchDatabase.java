package io.sluice.local.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads recorded executions from the database. */
final class BenchDatabase implements AutoCloseable {
  private final String url;
  private Connection open;

  BenchDatabase(String address) throws SQLException {
    int at = address.indexOf('@');
    String user = address.substring("postgresql://".length(), at);
    url = "jdbc:postgresql://" + address.substring(at + 1) + "?user=" + user;
    open = DriverManager.getConnection(url);
  }

  /** The session, or another one after the server was away. */
  private Connection connection() throws SQLException {
    if (open.isClosed()) {
      open = DriverManager.getConnection(url);
    }
    return open;
  }

  /** Loads a history and a backlog: {@link HistoryLoader}. */
  void load(long ended, long waiting) throws SQLException {
    new HistoryLoader(connection()).load(ended, waiting);
  }

  /** The size of the history with its indexes, and of what waits and runs. */
  String size() throws SQLException {
    try (var query =
            connection()
                .prepareStatement(
                    "select 'history ' || pg_size_pretty(sum(pg_total_relation_size(relid))) || ', of it'"
                        + " || ' indexes ' || pg_size_pretty(sum(pg_indexes_size(relid))) || '; execution '"
                        + " || pg_size_pretty(pg_total_relation_size('execution'))"
                        + " from pg_partition_tree('execution_history') where isleaf");
        var row = query.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }

  /**
   * The number of executions without an outcome, read from the partial indexes, so that the query
   * is cheap.
   */
  long unfinished() throws SQLException {
    return number(
            "select (select count(*) from execution where status = 'PENDING')"
                + " + (select count(*) from execution where status = 'RUNNING')",
            null)
        .orElseThrow();
  }

  /**
   * Inserts executions as a submission would, without its requests: ten organizations, one of which
   * has half. Needs PostgreSQL 18 for the ids.
   */
  void queueNoops(int count) throws SQLException {
    try (var insert =
        connection()
            .prepareStatement(
                """
            insert into execution (id, workflow_id, organization, status, priority, shard, epoch,
              max_retries, input, created_at, created_by, queued_at)
            select uuidv7(), w.id, 'org-' || greatest(0, n % 20 - 10), 'PENDING', 1, 'q0', 1, 0,
              'null', now(), 'bench', now()
            from generate_series(1, ?) n, workflow w where w.name = 'noop'
            """)) {
      insert.setInt(1, count);
      insert.executeUpdate();
    }
    try (var analyze = connection().createStatement()) {
      analyze.execute("analyze execution");
    }
  }

  /** The number of executions by status. */
  Map<String, Long> byStatus() throws SQLException {
    return byStatus("");
  }

  private Map<String, Long> byStatus(String where) throws SQLException {
    var counts = new TreeMap<String, Long>();
    try (var query =
            connection()
                .prepareStatement(
                    "select status, count(*) from execution_all" + where + " group by status");
        var row = query.executeQuery()) {
      while (row.next()) {
        counts.put(row.getString(1), row.getLong(2));
      }
    }
    return counts;
  }

  /** Bytes of the table of what waits and runs, by a size function of PostgreSQL. */
  double size(String function) throws SQLException {
    return number("select " + function + "('execution')", null).orElse(0L);
  }

  /**
   * Size of what is kept of ended executions.
   *
   * @param executions about so many, by the statistics of PostgreSQL
   */
  record Stored(long bytes, long executions) {}

  /** What is kept of ended executions: history, attempts and logs. */
  Stored stored() throws SQLException {
    long bytes =
        number(
                "select sum(pg_total_relation_size(t.relid))::bigint from unnest(array["
                    + "'execution_history', 'attempt', 'execution_log']) p,"
                    + " pg_partition_tree(p::regclass) t where t.isleaf",
                null)
            .orElse(0L);
    long executions =
        number(
                "select sum(n_tup_ins)::bigint from pg_stat_user_tables where relname like"
                    + " 'execution_history%'",
                null)
            .orElse(0L);
    return new Stored(bytes, executions);
  }

  /** A quantile of the delay between queueing and start of the last half minute, in ms. */
  double startDelay(double rank) throws SQLException {
    return number(
            "select (1000 * extract(epoch from percentile_cont("
                + rank
                + ") within group (order by started_at - queued_at)))::bigint"
                + " from execution_history where id > execution_id_at(now() - interval '2 hours')"
                + " and finished_at > now() - interval '30 seconds' and run_at is null and started_at is not null",
            null)
        .map(Long::doubleValue)
        .orElse(Double.NaN);
  }

  /** Executions accepted since then that have not ended. */
  long open(Instant since) throws SQLException {
    return number(
            "select count(*) from execution where id >= execution_id_at('"
                + since
                + "') and finished_at is null",
            null)
        .orElseThrow();
  }

  /** Executions accepted since then. */
  long recorded(Instant since) throws SQLException {
    return byStatus(since).values().stream().mapToLong(Long::longValue).sum();
  }

  /** Executions accepted since then of which more than one attempt has succeeded. */
  long succeededTwice(Instant since) throws SQLException {
    return number(
            "select count(*) from (select 1 from attempt where execution_id >= execution_id_at('"
                + since
                + "') and status = 'SUCCESS' group by execution_id having count(*) > 1) d",
            null)
        .orElseThrow();
  }

  /** The number of executions accepted since then, by status. */
  Map<String, Long> byStatus(Instant since) throws SQLException {
    return byStatus(" where id >= execution_id_at('" + since + "')");
  }

  boolean hasEnded(String id) throws SQLException {
    return number(
                "select count(*) from execution_all where id = ?::uuid and finished_at is not null",
                id)
            .orElse(0L)
        > 0;
  }

  Optional<Instant> startedAt(String id) throws SQLException {
    return instant("select started_at from execution_all where id = ?::uuid", id);
  }

  /** The time of the process's verdict, which is recorded some milliseconds later. */
  Optional<Instant> verdictAt(String id) throws SQLException {
    return instant(
        "select started_at + run_ms * interval '1 ms' from execution_all where id = ?::uuid", id);
  }

  /** The first starts in another process after a time, oldest first. */
  List<Instant> startsOutside(long pid, Instant after, int limit) throws SQLException {
    var starts = new ArrayList<Instant>();
    try (var query =
        connection()
            .prepareStatement(
                "select started_at from attempt where pid <> ? and started_at > ? order by 1"
                    + " limit ?")) {
      query.setLong(1, pid);
      query.setTimestamp(2, Timestamp.from(after));
      query.setInt(3, limit);
      try (var row = query.executeQuery()) {
        while (row.next()) {
          starts.add(row.getTimestamp(1).toInstant());
        }
      }
    }
    return starts;
  }

  /** Times of an ended execution. */
  record Times(Instant started, Instant recorded) {}

  /** The times of ended executions, by id. */
  Map<String, Times> times(Collection<String> ids) throws SQLException {
    var times = new HashMap<String, Times>();
    try (var query =
        connection()
            .prepareStatement(
                "select id::text, started_at, recorded_at from execution_history"
                    + " where id = any (?::uuid[])")) {
      query.setArray(1, connection().createArrayOf("text", ids.toArray()));
      try (var row = query.executeQuery()) {
        while (row.next()) {
          times.put(
              row.getString(1),
              new Times(row.getTimestamp(2).toInstant(), row.getTimestamp(3).toInstant()));
        }
      }
    }
    return times;
  }

  long pid(String id) throws SQLException {
    return number("select pid from execution_all where id = ?::uuid", id).orElse(0L);
  }

  private Optional<Long> number(String sql, @Nullable String id) throws SQLException {
    try (var query = connection().prepareStatement(sql)) {
      if (id != null) {
        query.setString(1, id);
      }
      try (var row = query.executeQuery()) {
        return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
      }
    }
  }

  private Optional<Instant> instant(String sql, String id) throws SQLException {
    try (var query = connection().prepareStatement(sql)) {
      query.setString(1, id);
      try (var row = query.executeQuery()) {
        return row.next()
            ? Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant)
            : Optional.empty();
      }
    }
  }

  @Override
  public void close() throws SQLException {
    open.close();
  }
}
