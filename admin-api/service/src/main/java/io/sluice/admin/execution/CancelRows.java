package io.sluice.admin.execution;

import io.sluice.admin.audit.Audit;
import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.api.ExecutionStatus;
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
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements of a cancel; each is guarded, so a result that came first stays. */
@Singleton
final class CancelRows {

  private final Database database;
  private final Audit audit;
  private final InstantSource clock;

  CancelRows(Database database, Audit audit, InstantSource clock) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  /** An execution that somebody wants to end. */
  record Target(
      UUID id, ExecutionStatus status, long epoch, long claim, @Nullable String workerId) {}

  /** Commits the request with its audit row; empty when there is no such execution. */
  Optional<Target> request(UUID id, @Nullable String reason, String who) {
    return database.transaction(connection -> request(connection, id, reason, who));
  }

  private Optional<Target> request(
      Connection connection, UUID id, @Nullable String reason, String who) throws SQLException {
    Optional<Target> target = locked(connection, id);
    String result = "no such execution";
    if (target.isPresent()) {
      boolean ended = target.get().status().terminal();
      result = ended ? "refused: already ended" : "allowed";
      if (!ended) {
        mark(connection, id, reason, who);
      }
    }
    String before = target.map(found -> found.status().name()).orElse(null);
    audit.write(
        connection,
        new Audit.Entry(who, "execution.cancel", "execution/" + id, reason, before, null, result));
    return target;
  }

  private static Optional<Target> locked(Connection connection, UUID id) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "SELECT id, status, epoch, last_claim, worker_id FROM execution WHERE id = ? FOR"
                + " UPDATE")) {
      select.setObject(1, id);
      return targets(select).stream().findFirst();
    }
  }

  private void mark(Connection connection, UUID id, @Nullable String reason, String who)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            UPDATE execution SET cancel_requested_at = ?, cancel_requested_by = ?, cancel_reason = ?
            WHERE id = ? AND cancel_requested_at IS NULL
            """)) {
      Columns.bind(update, 1, clock.instant());
      update.setString(2, who);
      update.setString(3, reason);
      update.setObject(4, id);
      update.executeUpdate();
    }
  }

  /** Ends one that no worker has; false when its row moved on meanwhile. */
  boolean end(Target target) {
    Instant now = clock.instant();
    return database.transaction(
        connection -> {
          try (var update =
              connection.prepareStatement(
                  """
                  UPDATE execution SET status = 'CANCELLED', finished_at = ?,
                    error_message = 'Cancelled before it ran.'
                  WHERE id = ? AND epoch = ? AND status IN ('SCHEDULED', 'PENDING')
                  """)) {
            Columns.bind(update, 1, now);
            update.setObject(2, target.id());
            update.setLong(3, target.epoch());
            return update.executeUpdate() == 1;
          }
        });
  }

  void sent(UUID id) {
    Instant now = clock.instant();
    database.transaction(
        connection -> {
          try (var update =
              connection.prepareStatement("UPDATE execution SET cancel_sent_at = ? WHERE id = ?")) {
            Columns.bind(update, 1, now);
            update.setObject(2, id);
            return update.executeUpdate();
          }
        });
  }

  /** Requests that were committed and have had no effect yet. */
  List<Target> overdue(Duration patience, Duration repeatAfter, int limit) {
    Instant now = clock.instant();
    return database.transaction(
        connection -> {
          try (var select =
              connection.prepareStatement(
                  """
                  SELECT id, status, epoch, last_claim, worker_id FROM execution
                  WHERE cancel_requested_at < ? AND status IN ('SCHEDULED', 'PENDING', 'RUNNING')
                    AND cancel_requested_at IS NOT NULL
                    AND (cancel_sent_at IS NULL OR cancel_sent_at < ?)
                  ORDER BY cancel_requested_at LIMIT ?
                  """)) {
            Columns.bind(select, 1, now.minus(patience));
            Columns.bind(select, 2, now.minus(repeatAfter));
            select.setInt(3, limit);
            return targets(select);
          }
        });
  }

  private static List<Target> targets(PreparedStatement select) throws SQLException {
    var targets = new ArrayList<Target>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        targets.add(
            new Target(
                Columns.uuid(row, "id"),
                ExecutionStatus.valueOf(row.getString("status")),
                row.getLong("epoch"),
                row.getLong("last_claim"),
                Columns.text(row, "worker_id")));
      }
    }
    return targets;
  }
}
