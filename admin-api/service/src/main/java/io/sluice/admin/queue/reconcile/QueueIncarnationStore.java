package io.sluice.admin.queue.reconcile;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.queue.QueueKeys;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** SQL of the queue incarnation as PostgreSQL has it. */
@Singleton
final class QueueIncarnationStore {

  /**
   * The queue incarnation that Redis should hold, from PostgreSQL.
   *
   * @param generation Redis holds another one, or none, if it has lost data
   * @param since the begin of this incarnation
   */
  record QueueIncarnation(String generation, Instant since) {}

  private final Database database;
  private final String shard;

  QueueIncarnationStore(Database database, QueueKeys keys) {
    this.database = database;
    this.shard = keys.shard();
  }

  Optional<QueueIncarnation> present() {
    return database.transaction(this::present);
  }

  private Optional<QueueIncarnation> present(Connection connection) throws SQLException {
    return Sql.first(
        connection,
        "SELECT generation, since FROM queue_generation WHERE shard = ?",
        row -> new QueueIncarnation(row.getString(1), Columns.instant(row, "since")),
        shard);
  }

  void save(QueueIncarnation generation) {
    database.transaction(
        connection -> {
          return Sql.update(
              connection,
              """
                  INSERT INTO queue_generation (shard, generation, since) VALUES (?, ?, ?)
                  ON CONFLICT (shard) DO UPDATE SET generation = excluded.generation,
                    since = excluded.since
                  """,
              shard,
              generation.generation(),
              generation.since());
        });
  }
}
