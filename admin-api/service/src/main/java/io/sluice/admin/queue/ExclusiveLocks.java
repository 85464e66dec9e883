package io.sluice.admin.queue;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The locks of exclusive workflows (queue protocol, section 10): only the holder is published, and
 * it gives the lock up when it has ended and nothing of it is alive.
 */
@Singleton
public final class ExclusiveLocks {

  private final Database database;
  private final InstantSource clock;

  ExclusiveLocks(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Takes the locks of these executions away, inside the caller's transaction. */
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
   * Gives every free lock to the first execution that waits for it, and answers the holders that
   * are to be published. The keys that are waited for are found by skipping through the index; the
   * rows are locked, or one that ends at this moment would leave its lock behind.
   */
  List<UUID> holdersToPublish(int limit) {
    return database.transaction(connection -> holders(connection, limit));
  }

  private List<UUID> holders(Connection connection, int limit) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            WITH RECURSIVE waited(key) AS (
              (SELECT lock_key FROM execution
               WHERE status = 'PENDING' AND published_epoch < epoch AND lock_key IS NOT NULL
               ORDER BY lock_key LIMIT 1)
              UNION ALL
              SELECT (SELECT e.lock_key FROM execution e
                WHERE e.status = 'PENDING' AND e.published_epoch < e.epoch
                  AND e.lock_key > waited.key ORDER BY e.lock_key LIMIT 1)
              FROM waited WHERE waited.key IS NOT NULL),
            next AS (
              SELECT w.key, n.id, n.epoch
              FROM (SELECT key FROM waited WHERE key IS NOT NULL LIMIT ?) w
                LEFT JOIN exclusive_lock l ON l.key = w.key
                CROSS JOIN LATERAL (SELECT e.id, e.epoch FROM execution e
                  WHERE e.status = 'PENDING' AND e.published_epoch < e.epoch AND e.lock_key = w.key
                    AND (l.key IS NULL OR l.execution_id = e.id) AND e.alive_worker IS NULL
                  ORDER BY e.priority, e.id LIMIT 1 FOR UPDATE OF e SKIP LOCKED) n)
            INSERT INTO exclusive_lock AS l (key, execution_id, epoch, since)
            SELECT key, id, epoch, ? FROM next
            ON CONFLICT (key) DO UPDATE SET epoch = excluded.epoch
              WHERE l.execution_id = excluded.execution_id
            RETURNING execution_id
            """)) {
      statement.setInt(1, limit);
      Columns.bind(statement, 2, clock.instant());
      var holders = new ArrayList<UUID>();
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          holders.add(Columns.uuid(row, "execution_id"));
        }
      }
      return holders;
    }
  }
}
