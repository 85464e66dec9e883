package io.sluice.local.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Loads a history of ended executions and a backlog into the real tables, without requests: a
 * thousand organizations, fifty workflows, fifty workers, frequent and rare labels and errors. One
 * statement for each day, so that a load of ten million takes minutes.
 */
final class HistoryLoader {

  static final int DAYS = 30;
  private static final long REST_NANOS = 500_000_000;

  private final Connection connection;

  HistoryLoader(Connection connection) {
    this.connection = connection;
  }

  /**
   * Loads.
   *
   * @param ended executions of the last thirty days that have ended
   * @param waiting executions that wait, half of them scheduled for next month
   */
  void load(long ended, long waiting) throws SQLException {
    execute(
        """
        INSERT INTO workflow (id, name, description, version, bundle_sha256, entry_point,
          max_retries, idempotent, updated_at)
        SELECT md5('history-' || n)::uuid, 'history-' || lpad(n::text, 2, '0'), 'loaded', 1,
          w.bundle_sha256, w.entry_point, 0, false, now()
        FROM generate_series(0, 49) n, workflow w WHERE w.name = 'noop'
        ON CONFLICT DO NOTHING
        """);
    for (int day = DAYS; day > 0; day--) {
      long of = ended / DAYS;
      partitions(day);
      history(day, of);
      execute(
          "INSERT INTO attempt (execution_id, epoch, claim, worker_id, status, started_at,"
              + " finished_at, run_ms) SELECT id, 1, 1, worker_id, status, started_at, finished_at,"
              + " run_ms FROM execution_history WHERE id >= execution_id_at(now() - interval '"
              + day
              + " days') AND id < execution_id_at(now() - interval '"
              + (day - 1)
              + " days') ON CONFLICT DO NOTHING");
    }
    counts();
    facts();
    backlog(waiting);
    execute("VACUUM ANALYZE execution_history");
    execute("VACUUM ANALYZE execution");
    execute("ANALYZE attempt");
    execute("ANALYZE execution_count");
    execute("ANALYZE analytics_sum");
  }

  private void partitions(int day) throws SQLException {
    for (String table : new String[] {"execution_history", "attempt", "execution_log"}) {
      execute(
          "SELECT create_day_partition('"
              + table
              + "', ((now() - interval '"
              + day
              + " days') AT TIME ZONE 'UTC')::date)");
    }
  }

  private void history(int day, long count) throws SQLException {
    execute(
        String.format(
            Locale.ROOT,
            """
            INSERT INTO execution_history (id, workflow_id, organization, status, priority, shard,
              epoch, last_claim, published_epoch, max_retries, execution_model, worker_id, input,
              labels, result, error_type, error_message, run_ms, created_at, created_by, queued_at,
              started_at, finished_at, recorded_at, dead_lettered_at)
            SELECT overlay(execution_id_at(t)::text placing right(gen_random_uuid()::text, 12) from 25)::uuid,
              md5('history-' || floor(50 * power(random(), 2))::int)::uuid,
              'org-' || floor(1000 * power(random(), 3))::int, status, 1, 'q0', 1, 1, 1, 0, 'thread',
              'worker-' || n %% 50, '{"order":1234567,"note":"an input of a usual length"}',
              CASE WHEN n %% 10 = 0 THEN jsonb_build_object('team', 'team-' || n / 10 %% 50)
                WHEN n %% 100001 = 1 THEN jsonb_build_object('order', 'rare') END,
              CASE WHEN status = 'SUCCESS' THEN '{"lines":42}'::json END,
              CASE WHEN status = 'FAILED' THEN CASE WHEN n %% 100003 < 30 THEN 'my.RareError'
                ELSE 'java.io.IOException' END WHEN status = 'TIMEOUT' THEN 'TimeoutError'
                WHEN status = 'BLOCKED' THEN 'WorkflowBlacklisted' END,
              CASE WHEN status <> 'SUCCESS' THEN 'it did not go well' END,
              (exp(6 * random()) * 20)::bigint, t, 'bench', t, t + interval '20 ms',
              t + interval '2 s', t + interval '2 s',
              CASE WHEN status IN ('FAILED', 'TIMEOUT') THEN t END
            FROM (SELECT n, now() - interval '%1$d days' + (n::float8 / %2$d) * interval '1 day' AS t,
                CASE WHEN n %% 40 = 7 THEN 'FAILED' WHEN n %% 200 = 3 THEN 'TIMEOUT'
                  WHEN n %% 200 = 5 THEN 'CANCELLED' WHEN n %% 1000 = 9 THEN 'BLOCKED'
                  ELSE 'SUCCESS' END AS status
              FROM generate_series(0, %2$d - 1) n) s
            """,
            day,
            count));
  }

  /** Ends by hour, as the recorder counts them. */
  private void counts() throws SQLException {
    execute(
        """
        INSERT INTO execution_count (workflow_id, hour, organization, status, error_type, bucket,
          slot, count)
        SELECT workflow_id, date_trunc('hour', finished_at, 'UTC'), organization, status,
          coalesce(error_type, ''), -1, 0, count(*)
        FROM execution_history TABLESAMPLE SYSTEM (10) WHERE created_by = 'bench'
        GROUP BY 1, 2, 3, 4, 5 ON CONFLICT DO NOTHING
        """);
  }

  /**
   * Facts of a tenth of the ends, which admin-api adds to its sums. Day by day, because it reads
   * the table of facts from its beginning.
   */
  private void facts() throws SQLException {
    for (int day = DAYS; day > 0; day--) {
      execute(
          String.format(
              Locale.ROOT,
              """
              INSERT INTO analytics_fact (at, organization, workflow_id, type, agent, kind, detail,
                waited_ms, took_ms)
              SELECT finished_at, organization, workflow_id, '', '', status,
                coalesce(error_type, ''), 20, run_ms
              FROM execution_history TABLESAMPLE SYSTEM (10)
              WHERE id >= execution_id_at(now() - interval '%d days')
                AND id < execution_id_at(now() - interval '%d days') AND created_by = 'bench'
              """,
              day,
              day - 1));
      while (isAnyFactLeft()) {
        LockSupport.parkNanos(REST_NANOS);
      }
      execute("VACUUM analytics_fact");
    }
  }

  private boolean isAnyFactLeft() throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT FROM analytics_fact LIMIT 1")) {
      return row.next();
    }
  }

  private void backlog(long count) throws SQLException {
    execute(
        String.format(
            Locale.ROOT,
            """
            INSERT INTO execution (id, workflow_id, organization, status, priority, shard, epoch,
              max_retries, input, created_at, created_by, queued_at, run_at)
            SELECT overlay(execution_id_at(t)::text placing right(gen_random_uuid()::text, 12) from 25)::uuid,
              md5('history-' || n %% 50)::uuid, 'org-' || floor(1000 * power(random(), 3))::int,
              CASE WHEN n %% 2 = 0 THEN 'PENDING' ELSE 'SCHEDULED' END, n %% 3, 'q0', 1, 0, 'null', t,
              'bench', t, CASE WHEN n %% 2 = 1 THEN now() + interval '30 days' END
            FROM (SELECT n, now() - (n::float8 / %1$d) * interval '6 hours' AS t
              FROM generate_series(1, %1$d) n) s
            """,
            Math.max(1, count)));
  }

  private void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
