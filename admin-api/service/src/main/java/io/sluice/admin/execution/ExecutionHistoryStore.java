package io.sluice.admin.execution;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * SQL that moves ended executions from the table {@code execution} to the history. This version
 * moves them when they end; rows of earlier versions, and those that an instance of an earlier
 * version ends, are moved afterwards. Runs in the caller's transaction.
 */
@Singleton
public final class ExecutionHistoryStore {

  static final String MOVE =
      """
      WITH ended AS (
        DELETE FROM execution WHERE id IN (SELECT id FROM execution
          WHERE id = ANY (?::uuid[])
            AND status IN ('SUCCESS', 'FAILED', 'TIMEOUT', 'CANCELLED', 'BLOCKED')
          ORDER BY id FOR UPDATE SKIP LOCKED)
        RETURNING *)
      INSERT INTO execution_history (%s) SELECT %s FROM ended e
      """
          .formatted(ExecutionRow.COLUMNS, ExecutionRow.values(Map.of()));

  /** Returns ended executions that are not in the history yet, in the order of their ids. */
  public List<UUID> unmoved(Connection connection, UUID after, Instant endedBefore, int limit)
      throws SQLException {
    return Sql.list(
        connection,
        """
        SELECT id FROM execution WHERE id > ?
          AND status IN ('SUCCESS', 'FAILED', 'TIMEOUT', 'CANCELLED', 'BLOCKED')
          AND coalesce(recorded_at, finished_at, queued_at) < ?
        ORDER BY id LIMIT ?
        """,
        row -> Columns.uuid(row, "id"),
        after,
        endedBefore,
        limit);
  }

  /** Moves those that have ended; skips rows that somebody has locked. Returns their number. */
  public int move(Connection connection, List<UUID> ids) throws SQLException {
    return ids.isEmpty() ? 0 : Sql.update(connection, MOVE, Sql.column("uuid", ids, id -> id));
  }
}
