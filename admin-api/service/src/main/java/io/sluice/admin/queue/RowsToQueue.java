package io.sluice.admin.queue;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.queue.ExecutionBody;
import io.sluice.queue.QueueEntry;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Rows that should be in the queue, as SQL. */
@Singleton
public final class RowsToQueue {

  /** What was accepted a moment ago is on its way by the enqueuer. */
  private static final Duration LEFT_TO_ENQUEUER = Duration.ofSeconds(1);

  private static final String SELECT =
      """
      SELECT e.id, e.epoch, e.priority, e.losses, e.workflow_id, w.name, w.bundle_sha256,
        w.entry_point, e.input, e.timeout_ms, e.requested_model, e.attempt_number
      FROM execution e JOIN workflow w ON w.id = e.workflow_id
      """;

  private final Database database;
  private final LossBudget budget;
  private final InstantSource clock;

  RowsToQueue(Database database, LossBudget budget, InstantSource clock) {
    this.database = database;
    this.budget = budget;
    this.clock = clock;
  }

  /** Rows that nobody has published, in the order to publish them. */
  List<QueueEntry> unpublished(int limit) {
    Instant before = clock.instant().minus(LEFT_TO_ENQUEUER);
    return database.transaction(connection -> unpublished(connection, before, limit));
  }

  private List<QueueEntry> unpublished(Connection connection, Instant before, int limit)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            SELECT
                + """
            WHERE e.status = 'PENDING' AND e.published_epoch < e.epoch AND e.queued_at < ?
              AND e.cancel_requested_at IS NULL
            ORDER BY e.priority, e.id LIMIT ? FOR UPDATE OF e SKIP LOCKED
            """)) {
      Columns.bind(select, 1, before);
      select.setInt(2, limit);
      return entries(select);
    }
  }

  /** Rows that wait again, by id. */
  public List<QueueEntry> entries(List<UUID> ids) {
    return database.transaction(
        connection -> {
          try (var select =
              connection.prepareStatement(
                  SELECT + "WHERE e.id = ANY (?::uuid[]) AND e.status = 'PENDING'")) {
            Columns.array(select, 1, "uuid", ids, id -> id);
            return entries(select);
          }
        });
  }

  private List<QueueEntry> entries(PreparedStatement select) throws SQLException {
    var entries = new ArrayList<QueueEntry>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        entries.add(entry(row));
      }
    }
    return entries;
  }

  private QueueEntry entry(ResultSet row) throws SQLException {
    String input = Columns.text(row, "input");
    return new QueueEntry(
        row.getString("id"),
        row.getLong("epoch"),
        PriorityColumn.priority(row.getInt("priority")),
        budget.left(row.getInt("losses")),
        null,
        new ExecutionBody(
            row.getString("workflow_id"),
            row.getString("name"),
            row.getString("bundle_sha256"),
            row.getString("entry_point"),
            input == null ? "null" : input,
            Columns.longOrNull(row, "timeout_ms"),
            Columns.text(row, "requested_model"),
            row.getInt("attempt_number"),
            false,
            false));
  }

  /** Ends what met the closed door of the blacklist. */
  void block(List<UUID> ids) {
    Instant now = clock.instant();
    database.transaction(
        connection -> {
          try (var update =
              connection.prepareStatement(
                  """
                  UPDATE execution SET status = 'BLOCKED', error_type = 'WorkflowBlacklisted',
                    error_message = 'The workflow is blacklisted.', finished_at = ?
                  WHERE id = ANY (?::uuid[]) AND status = 'PENDING'
                  """)) {
            Columns.bind(update, 1, now);
            Columns.array(update, 2, "uuid", ids, id -> id);
            return update.executeUpdate();
          }
        });
  }
}
