package io.sluice.admin.execution;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Sql;
import io.sluice.admin.execution.ExecutionListener.Ended;
import io.sluice.api.ExecutionStatus;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * SQL that writes waiting executions: BECOME_DUE, MARK_PUBLISHED, REPUBLISH and BLOCK of {@link
 * ExecutionLifecycle}, and the lock that an execution waits for. Each statement takes a batch and
 * runs in the caller's transaction.
 */
@Singleton
public final class ExecutionQueueStore {

  static final String BECOME_DUE =
      """
      UPDATE execution e SET status = 'PENDING', queued_at = greatest(queued_at, run_at)
      WHERE e.id IN (SELECT id FROM execution
        WHERE status = 'SCHEDULED' AND run_at <= ? AND alive_worker IS NULL
        ORDER BY run_at LIMIT ? FOR UPDATE SKIP LOCKED)
      """;

  static final String MARK_PUBLISHED =
      """
      UPDATE execution e SET published_epoch = m.epoch
      FROM unnest(?::uuid[], ?::bigint[]) AS m(id, epoch)
      WHERE e.id = m.id AND e.epoch = m.epoch AND e.id IN (SELECT id FROM execution
          WHERE id = ANY (?::uuid[]) ORDER BY id FOR UPDATE SKIP LOCKED)
        AND e.status IN ('PENDING', 'SCHEDULED') AND e.published_epoch < m.epoch
      """;

  static final String REPUBLISH =
      """
      UPDATE execution e SET epoch = e.epoch + 1, last_claim = 0, queued_at = ?
      FROM unnest(?::uuid[], ?::bigint[]) AS l(id, epoch)
      WHERE e.id = l.id AND e.epoch = l.epoch AND e.id IN (SELECT id FROM execution
          WHERE id = ANY (?::uuid[]) ORDER BY id FOR UPDATE SKIP LOCKED)
        AND e.status IN ('PENDING', 'SCHEDULED')
      """;

  static final String BLOCK =
      """
      WITH waiting AS (
        SELECT id FROM execution WHERE id = ANY (?::uuid[]) AND status IN ('SCHEDULED', 'PENDING')
        ORDER BY id FOR UPDATE SKIP LOCKED),
      ended AS (
        DELETE FROM execution WHERE id IN (SELECT id FROM waiting) RETURNING *),
      moved AS (INSERT INTO execution_history (%s) SELECT %s FROM ended e)
      SELECT e.id, w.name AS workflow, e.status FROM ended e JOIN workflow w ON w.id = e.workflow_id
      """
          .formatted(
              ExecutionRow.COLUMNS,
              ExecutionRow.values(
                  Map.of(
                      "status", "'BLOCKED'",
                      "error_type", "'WorkflowBlacklisted'",
                      "error_message", "'The workflow is blacklisted.'",
                      "finished_at", "?::timestamptz")));

  static final String REQUIRE_LOCK =
      """
      UPDATE execution SET lock_key = workflow_id::text
      WHERE id IN (SELECT id FROM execution WHERE id = ANY (?::uuid[])
          ORDER BY id FOR UPDATE SKIP LOCKED)
        AND lock_key IS NULL AND published_epoch < epoch
        AND status IN ('SCHEDULED', 'PENDING')
      """;

  /** The lock keys with waiting executions, found by skipping through the index. */
  public static final String WAITED_LOCKS =
      """
      WITH RECURSIVE waited(key) AS (
        (SELECT lock_key FROM execution
         WHERE status = 'PENDING' AND published_epoch < epoch AND lock_key IS NOT NULL
         ORDER BY lock_key LIMIT 1)
        UNION ALL
        SELECT (SELECT e.lock_key FROM execution e
          WHERE e.status = 'PENDING' AND e.published_epoch < e.epoch
            AND e.lock_key > waited.key ORDER BY e.lock_key LIMIT 1)
        FROM waited WHERE waited.key IS NOT NULL)
      """;

  static final String DROP_NEEDLESS_LOCK =
      WAITED_LOCKS
          + """
          , needless AS (
            SELECT waited.key FROM waited JOIN workflow w ON w.id::text = waited.key
            WHERE NOT w.exclusive AND NOT EXISTS (SELECT 1 FROM blacklist_door d
              WHERE d.workflow_id = w.id AND d.probation))
          UPDATE execution SET lock_key = NULL WHERE id IN (
            SELECT n.id FROM needless CROSS JOIN LATERAL (SELECT e.id FROM execution e
              WHERE e.status = 'PENDING' AND e.published_epoch < e.epoch
                AND e.lock_key = needless.key AND e.alive_worker IS NULL
              ORDER BY e.priority, e.id LIMIT ? FOR UPDATE OF e SKIP LOCKED) n)
          RETURNING id
          """;

  /** An execution at one epoch. */
  public record ExecutionKey(UUID id, long epoch) {}

  /** Makes executions PENDING whose time has come; returns their number. */
  public int becomeDue(Connection connection, Instant now, int limit) throws SQLException {
    return Sql.update(connection, BECOME_DUE, now, limit);
  }

  /** Marks executions as published that still wait at this epoch. */
  public int markPublished(Connection connection, List<ExecutionKey> published)
      throws SQLException {
    return Sql.update(
        connection,
        MARK_PUBLISHED,
        Sql.column("uuid", published, ExecutionKey::id),
        Sql.column("bigint", published, ExecutionKey::epoch),
        Sql.column("uuid", published, ExecutionKey::id));
  }

  /** Raises the epoch of executions that Redis lost, so that the publisher takes them. */
  public int republish(Connection connection, List<ExecutionKey> lost, Instant now)
      throws SQLException {
    return Sql.update(
        connection,
        REPUBLISH,
        now,
        Sql.column("uuid", lost, ExecutionKey::id),
        Sql.column("bigint", lost, ExecutionKey::epoch),
        Sql.column("uuid", lost, ExecutionKey::id));
  }

  /** Locks and returns those that were not published at their present epoch. */
  public List<UUID> unpublished(Connection connection, List<UUID> ids) throws SQLException {
    return ids.isEmpty()
        ? List.of()
        : Sql.list(
            connection,
            """
            SELECT id FROM execution WHERE id = ANY (?::uuid[]) AND published_epoch < epoch
            ORDER BY id FOR UPDATE SKIP LOCKED
            """,
            row -> Columns.uuid(row, "id"),
            Sql.column("uuid", ids, id -> id));
  }

  /** Ends waiting executions of blacklisted workflows: moves them to the history. */
  public List<Ended> block(Connection connection, List<UUID> ids, Instant now) throws SQLException {
    return Sql.list(
        connection,
        BLOCK,
        row ->
            Ended.beforeItRan(
                Columns.uuid(row, "id"),
                row.getString("workflow"),
                ExecutionStatus.valueOf(row.getString("status")),
                ExecutionStatus.BLOCKED,
                "WorkflowBlacklisted"),
        Sql.column("uuid", ids, id -> id),
        now);
  }

  /** Makes executions wait for the lock of their workflow, which needed none before. */
  public int requireLock(Connection connection, List<UUID> ids) throws SQLException {
    return Sql.update(connection, REQUIRE_LOCK, Sql.column("uuid", ids, id -> id));
  }

  /**
   * Frees executions that wait for a lock that their workflow no longer needs.
   *
   * @param limit for each workflow
   */
  public List<UUID> dropNeedlessLocks(Connection connection, int limit) throws SQLException {
    return Sql.list(connection, DROP_NEEDLESS_LOCK, row -> Columns.uuid(row, "id"), limit);
  }
}
