package io.sluice.admin.queue.publish;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The locks of exclusive workflows and of workflows on probation. Only the holder is published, and
 * it releases the lock when it has ended and none of its attempts is alive.
 */
@Singleton
public final class ExclusiveLocks {

  /** The keys with waiting executions, found by skipping through the index. */
  private static final String WAITED =
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

  private final Database database;
  private final InstantSource clock;

  ExclusiveLocks(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Releases the locks of these executions, inside the caller's transaction. */
  public void release(Connection connection, List<UUID> executions) throws SQLException {
    if (executions.isEmpty()) {
      return;
    }
    try (var delete =
        connection.prepareStatement(
            "DELETE FROM exclusive_lock WHERE execution_id = ANY (?::uuid[])")) {
      Columns.array(delete, 1, "uuid", executions, id -> id);
      delete.executeUpdate();
    }
  }

  /**
   * Makes these executions wait for the lock of their workflow, which was not exclusive when they
   * were accepted.
   */
  void require(List<UUID> executions) {
    if (!executions.isEmpty()) {
      database.transaction(
          connection -> {
            try (var update =
                connection.prepareStatement(
                    """
                    UPDATE execution SET lock_key = workflow_id::text
                    WHERE id = ANY (?::uuid[]) AND lock_key IS NULL AND published_epoch < epoch
                      AND status IN ('SCHEDULED', 'PENDING')
                    """)) {
              Columns.array(update, 1, "uuid", executions, id -> id);
              return update.executeUpdate();
            }
          });
    }
  }

  /**
   * Frees executions that wait for a lock that their workflow no longer needs: its probation is
   * over. None of them may hold a lock afterwards, because no later step would release it.
   */
  private void dismissNeedless(int limit) {
    database.transaction(
        connection -> {
          List<UUID> dismissed = dismiss(connection, limit);
          release(connection, dismissed);
          return dismissed.size();
        });
  }

  private static List<UUID> dismiss(Connection connection, int limit) throws SQLException {
    try (var update =
        connection.prepareStatement(
            WAITED
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
                """)) {
      update.setInt(1, limit);
      return ids(update);
    }
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
    try (var statement =
        connection.prepareStatement(
            WAITED
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
                """)) {
      statement.setInt(1, limit);
      Columns.bind(statement, 2, clock.instant());
      return ids(statement);
    }
  }

  private static List<UUID> ids(PreparedStatement statement) throws SQLException {
    var ids = new ArrayList<UUID>();
    try (var row = statement.executeQuery()) {
      while (row.next()) {
        ids.add(Columns.uuid(row, "id"));
      }
    }
    return ids;
  }
}
