package io.sluice.admin.queue;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.queue.QueueKeys;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The queue's generation, its blacklist, and rows whose delivery a wipe may have lost, as SQL. */
@Singleton
final class GenerationRows {

  private final Database database;
  private final String shard;

  GenerationRows(Database database, QueueKeys keys) {
    this.database = database;
    this.shard = keys.shard();
  }

  /** A row that Redis should know at this epoch. */
  record Published(UUID id, long epoch) {}

  Optional<QueueGeneration> present() {
    return database.transaction(this::present);
  }

  private Optional<QueueGeneration> present(Connection connection) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "SELECT generation, since, waiting_swept, running_swept FROM queue_generation WHERE"
                + " shard = ?")) {
      select.setString(1, shard);
      try (var row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new QueueGeneration(
                    row.getString(1),
                    Columns.instant(row, "since"),
                    row.getBoolean(3),
                    row.getBoolean(4)))
            : Optional.empty();
      }
    }
  }

  void save(QueueGeneration generation) {
    database.transaction(
        connection -> {
          try (var upsert =
              connection.prepareStatement(
                  """
                  INSERT INTO queue_generation (shard, generation, since, waiting_swept, running_swept)
                  VALUES (?, ?, ?, ?, ?)
                  ON CONFLICT (shard) DO UPDATE SET generation = excluded.generation,
                    since = excluded.since, waiting_swept = excluded.waiting_swept,
                    running_swept = excluded.running_swept
                  """)) {
            upsert.setString(1, shard);
            upsert.setString(2, generation.generation());
            Columns.bind(upsert, 3, generation.since());
            upsert.setBoolean(4, generation.waitingSwept());
            upsert.setBoolean(5, generation.runningSwept());
            return upsert.executeUpdate();
          }
        });
  }

  /** Reasons by workflow id. */
  Map<String, String> blacklist() {
    return database.transaction(
        connection -> {
          var reasons = new HashMap<String, String>();
          try (var select =
                  connection.prepareStatement(
                      "SELECT workflow_id, reason FROM blacklist WHERE removed_at IS NULL");
              var row = select.executeQuery()) {
            while (row.next()) {
              reasons.put(row.getString(1), row.getString(2));
            }
          }
          return reasons;
        });
  }

  /** PENDING rows published before an instant, after an id. */
  List<Published> waitingBefore(Instant before, @Nullable UUID after, int limit) {
    return published(
        """
        SELECT id, epoch FROM execution
        WHERE status = 'PENDING' AND published_epoch = epoch AND queued_at <= ? AND id > ?
        ORDER BY id LIMIT ?
        """,
        before,
        after,
        limit);
  }

  /** RUNNING rows that started before an instant, after an id. */
  List<Published> runningBefore(Instant before, @Nullable UUID after, int limit) {
    return published(
        """
        SELECT id, epoch FROM execution
        WHERE status = 'RUNNING' AND queued_at <= ? AND id > ? ORDER BY id LIMIT ?
        """,
        before,
        after,
        limit);
  }

  private List<Published> published(String sql, Instant before, @Nullable UUID after, int limit) {
    return database.transaction(
        connection -> {
          try (var select = connection.prepareStatement(sql)) {
            Columns.bind(select, 1, before);
            select.setObject(2, after == null ? new UUID(0, 0) : after);
            select.setInt(3, limit);
            return published(select);
          }
        });
  }

  private static List<Published> published(PreparedStatement select) throws SQLException {
    var rows = new ArrayList<Published>();
    try (var row = select.executeQuery()) {
      while (row.next()) {
        rows.add(new Published(Columns.uuid(row, "id"), row.getLong("epoch")));
      }
    }
    return rows;
  }

  /** Raises the epoch of rows that Redis forgot, so that the publisher takes them. */
  int republishWaiting(List<Published> lost, Instant now) {
    return republish(
        """
        UPDATE execution e SET epoch = e.epoch + 1, last_claim = 0, queued_at = ?
        FROM unnest(?::uuid[], ?::bigint[]) AS l(id, epoch)
        WHERE e.id = l.id AND e.epoch = l.epoch AND e.status = 'PENDING'
        """,
        lost,
        now);
  }

  /** The same for what ran; costs a loss. What has no loss left ends as lost. */
  int republishRunning(List<Published> lost, Instant now, int lossBudget) {
    return republish(
        """
        UPDATE execution e SET losses = e.losses + 1,
          status = CASE WHEN e.cancel_requested_at IS NOT NULL THEN 'CANCELLED'
            WHEN e.losses >= %1$d THEN 'FAILED' ELSE 'PENDING' END,
          error_type = CASE WHEN e.losses >= %1$d AND e.cancel_requested_at IS NULL THEN 'WorkerLost' END,
          finished_at = CASE WHEN e.losses >= %1$d OR e.cancel_requested_at IS NOT NULL THEN now() END,
          epoch = e.epoch + 1, last_claim = 0, attempt_number = e.attempt_number + 1, queued_at = ?
        FROM unnest(?::uuid[], ?::bigint[]) AS l(id, epoch)
        WHERE e.id = l.id AND e.epoch = l.epoch AND e.status = 'RUNNING'
        """
            .formatted(lossBudget),
        lost,
        now);
  }

  private int republish(String sql, List<Published> lost, Instant now) {
    return database.transaction(
        connection -> {
          try (var update = connection.prepareStatement(sql)) {
            Columns.bind(update, 1, now);
            Columns.array(update, 2, "uuid", lost, Published::id);
            Columns.array(update, 3, "bigint", lost, Published::epoch);
            return update.executeUpdate();
          }
        });
  }
}
