package io.sluice.admin.queue.publish;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.admin.execution.ExecutionQueueStore;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/**
 * The locks of exclusive workflows and of workflows on probation. Only the holder is published, and
 * it releases the lock when it has ended and none of its attempts is alive.
 */
@Singleton
public final class ExclusiveLocks {

  private final Database database;
  private final ExecutionQueueStore executions;
  private final InstantSource clock;

  ExclusiveLocks(Database database, ExecutionQueueStore executions, InstantSource clock) {
    this.database = database;
    this.executions = executions;
    this.clock = clock;
  }

  /** Releases the locks of these executions, inside the caller's transaction. */
  public void release(Connection connection, List<UUID> ids) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    Sql.update(
        connection,
        "DELETE FROM exclusive_lock WHERE execution_id = ANY (?::uuid[])",
        Sql.column("uuid", ids, id -> id));
  }

  /**
   * Makes these executions wait for the lock of their workflow, which was not exclusive when they
   * were accepted.
   */
  void require(List<UUID> waiting) {
    if (!waiting.isEmpty()) {
      database.transaction(connection -> executions.requireLock(connection, waiting));
    }
  }

  /**
   * Frees executions that wait for a lock that their workflow no longer needs: its probation is
   * over. None of them may hold a lock afterwards, because no later step would release it.
   */
  private void dismissNeedless(int limit) {
    database.transaction(
        connection -> {
          List<UUID> dismissed = executions.dropNeedlessLocks(connection, limit);
          release(connection, dismissed);
          return dismissed.size();
        });
  }

  /**
   * Gives every free lock to the first execution that waits for it, and returns the holders to
   * publish. Skips locks that their workflow does not need. The rows are locked; otherwise an
   * execution that ends at this moment would leave its lock behind.
   */
  List<UUID> holdersToPublish(int limit) {
    dismissNeedless(limit);
    return database.transaction(connection -> holders(connection, limit));
  }

  private List<UUID> holders(Connection connection, int limit) throws SQLException {
    return Sql.list(
        connection,
        ExecutionQueueStore.WAITED_LOCKS
            + """
                , next AS (
                  SELECT w.key, n.id, n.epoch, d.id AS probation
                  FROM (SELECT key FROM waited WHERE key IS NOT NULL LIMIT ?) w
                    JOIN workflow f ON f.id::text = w.key
                    LEFT JOIN blacklist_door d ON d.workflow_id = f.id AND d.probation
                    LEFT JOIN exclusive_lock l ON l.key = w.key
                    CROSS JOIN LATERAL (SELECT e.id, e.epoch FROM execution e
                      WHERE e.status = 'PENDING' AND e.published_epoch < e.epoch
                        AND e.lock_key = w.key AND (l.key IS NULL OR l.execution_id = e.id)
                        AND e.alive_worker IS NULL
                      ORDER BY e.priority, e.id LIMIT 1 FOR UPDATE OF e SKIP LOCKED) n
                  WHERE f.exclusive OR d.probation)
                INSERT INTO exclusive_lock AS l (key, execution_id, epoch, since, probation)
                SELECT key, id, epoch, ?, probation FROM next
                ON CONFLICT (key) DO UPDATE SET epoch = excluded.epoch,
                  probation = excluded.probation
                  WHERE l.execution_id = excluded.execution_id
                RETURNING execution_id AS id
                """,
        row -> Columns.uuid(row, "id"),
        limit,
        clock.instant());
  }
}
