package io.sluice.admin.queue.reconcile;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.admin.execution.ExecutionQueueStore;
import io.sluice.admin.execution.ExecutionQueueStore.ExecutionKey;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** SQL of the rows that Redis should know, for the reconciler. */
@Singleton
final class PublishedStore {

  private final Database database;
  private final ExecutionQueueStore executions;
  private final InstantSource clock;

  PublishedStore(Database database, ExecutionQueueStore executions, InstantSource clock) {
    this.database = database;
    this.executions = executions;
    this.clock = clock;
  }

  /** A row that was published at this epoch, in the order of its list. */
  record Published(UUID id, long epoch, long lastClaim, int priority) {}

  /** A position in a list; the next page begins after it. */
  record Position(int priority, UUID id) {
    static final Position FIRST = new Position(-1, new UUID(0, 0));
  }

  /** Published and not yet running, by priority. */
  List<Published> waiting(Position after, int limit) {
    return database.transaction(
        connection -> {
          return Sql.list(
              connection,
              """
                  SELECT id, epoch, last_claim, priority FROM execution
                  WHERE status IN ('PENDING', 'SCHEDULED') AND published_epoch = epoch
                    AND (priority, id) > (?, ?) ORDER BY priority, id LIMIT ?
                  """,
              PublishedStore::published,
              after.priority(),
              after.id(),
              limit);
        });
  }

  /** Running, by id. */
  List<Published> running(Position after, int limit) {
    return database.transaction(
        connection -> {
          return Sql.list(
              connection,
              """
                  SELECT id, epoch, last_claim, 0 AS priority FROM execution
                  WHERE status = 'RUNNING' AND id > ? ORDER BY id LIMIT ?
                  """,
              PublishedStore::published,
              after.id(),
              limit);
        });
  }

  private static Published published(ResultSet row) throws SQLException {
    return new Published(
        Columns.uuid(row, "id"),
        row.getLong("epoch"),
        row.getLong("last_claim"),
        row.getInt("priority"));
  }

  /** Raises the epoch of rows that Redis lost, so that the publisher takes them. */
  int republish(List<Published> forgotten) {
    var keys = forgotten.stream().map(row -> new ExecutionKey(row.id(), row.epoch())).toList();
    return database.transaction(
        connection -> executions.republish(connection, keys, clock.instant()));
  }

  /** The executions that have not ended and are at this epoch or an earlier one. */
  Set<UUID> open(Map<UUID, Long> epochs) {
    List<Map.Entry<UUID, Long>> pairs = List.copyOf(epochs.entrySet());
    return database.transaction(
        connection ->
            Set.copyOf(
                Sql.list(
                    connection,
                    """
                        SELECT e.id FROM unnest(?::uuid[], ?::bigint[]) AS m(id, epoch)
                          JOIN execution e ON e.id = m.id
                        WHERE e.epoch <= m.epoch
                          AND e.status IN ('AWAITING_APPROVAL', 'SCHEDULED', 'PENDING', 'RUNNING')
                        """,
                    row -> Columns.uuid(row, "id"),
                    Sql.column("uuid", pairs, Map.Entry::getKey),
                    Sql.column("bigint", pairs, Map.Entry::getValue))));
  }

  /** The executions that have ended, with the epoch at which they ended. */
  Map<String, Long> ended(List<UUID> ids) {
    return database.transaction(
        connection -> {
          var ended = new HashMap<String, Long>();
          try (var select =
              connection.prepareStatement(
                  """
                  SELECT id, epoch FROM execution_all WHERE id = ANY (?::uuid[])
                    AND status IN ('SUCCESS', 'FAILED', 'TIMEOUT', 'CANCELLED', 'BLOCKED')
                  """)) {
            Columns.array(select, 1, "uuid", ids, id -> id);
            try (var row = select.executeQuery()) {
              while (row.next()) {
                ended.put(row.getString(1), row.getLong(2));
              }
            }
          }
          return ended;
        });
  }
}
