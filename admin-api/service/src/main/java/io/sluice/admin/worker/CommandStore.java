package io.sluice.admin.worker;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.identity.Organizations;
import io.sluice.api.CommandApi.CommandView;
import io.sluice.command.WorkerCommand;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Table of commands. Every change requires the status PENDING, so that the first answer is final.
 */
@Singleton
final class CommandStore {

  private final Database database;

  CommandStore(Database database) {
    this.database = database;
  }

  /** Inserts a command as sent; returns false if a cancel of the same attempt is pending. */
  boolean insert(Connection connection, Command command, Instant now) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO command (id, worker_id, kind, status, execution_id, epoch, claim, pid,
              generation, expected_healthy, reason, requested_by, requested_at, deadline, sent_at)
            SELECT n.id, n.worker_id, n.kind, 'PENDING', n.execution_id, n.epoch, n.claim, n.pid,
              n.generation, n.expected_healthy, n.reason, n.requested_by, n.now, n.deadline, n.now
            FROM (VALUES (?::uuid, ?, ?, ?::uuid, ?::bigint, ?::bigint, ?::bigint, ?::bigint,
                ?::integer, ?, ?, ?::timestamptz, ?::timestamptz))
              AS n(id, worker_id, kind, execution_id, epoch, claim, pid, generation,
                expected_healthy, reason, requested_by, now, deadline)
            WHERE NOT EXISTS (SELECT 1 FROM command c
              WHERE c.execution_id = n.execution_id AND c.epoch = n.epoch AND c.claim = n.claim
                AND c.worker_id = n.worker_id AND c.status = 'PENDING')
            """)) {
      insert.setObject(1, command.id());
      insert.setString(2, command.workerId());
      insert.setString(3, command.kind().name());
      insert.setObject(4, command.executionId());
      insert.setObject(5, command.epoch());
      insert.setObject(6, command.claim());
      insert.setObject(7, command.pid());
      insert.setObject(8, command.generation());
      insert.setObject(9, command.expectedHealthy());
      insert.setString(10, command.reason());
      insert.setString(11, command.requestedBy());
      Columns.bind(insert, 12, now);
      Columns.bind(insert, 13, command.deadline());
      return insert.executeUpdate() == 1;
    }
  }

  /** Finds a command that concerns no execution, or an execution of one of the organizations. */
  Optional<CommandView> find(UUID id, Organizations organizations) {
    return database.transaction(
        connection -> {
          try (var select =
              connection.prepareStatement(
                  """
                  SELECT c.* FROM command c LEFT JOIN execution e ON e.id = c.execution_id
                  WHERE c.id = ? AND (c.execution_id IS NULL OR ?
                    OR e.organization = ANY (?::text[]))
                  """)) {
            select.setObject(1, id);
            select.setBoolean(2, organizations.all());
            Columns.array(select, 3, "text", organizations.words(), word -> word);
            try (var row = select.executeQuery()) {
              return row.next() ? Optional.of(view(row)) : Optional.empty();
            }
          }
        });
  }

  private static CommandView view(ResultSet row) throws SQLException {
    return new CommandView(
        Columns.uuid(row, "id"),
        row.getString("kind"),
        row.getString("worker_id"),
        row.getString("status"),
        Columns.text(row, "detail"),
        row.getString("requested_by"),
        Columns.instant(row, "requested_at"),
        Columns.instant(row, "deadline"),
        Columns.instantOrNull(row, "answered_at"));
  }

  /**
   * Returns the commands without an answer that are due for another transmission, and marks them as
   * sent.
   */
  List<Command> sendAgain(Instant now, Duration every, int limit) {
    return database.transaction(
        connection -> {
          try (var update =
              connection.prepareStatement(
                  """
                  UPDATE command SET sent_at = ? WHERE id IN (SELECT id FROM command
                    WHERE status = 'PENDING' AND deadline > ? AND sent_at <= ?
                    ORDER BY deadline LIMIT ? FOR UPDATE SKIP LOCKED)
                  RETURNING *
                  """)) {
            Columns.bind(update, 1, now);
            Columns.bind(update, 2, now);
            Columns.bind(update, 3, now.minus(every));
            update.setInt(4, limit);
            var commands = new ArrayList<Command>();
            try (var row = update.executeQuery()) {
              while (row.next()) {
                commands.add(command(row));
              }
            }
            return commands;
          }
        });
  }

  private static Command command(ResultSet row) throws SQLException {
    Long healthy = Columns.longOrNull(row, "expected_healthy");
    return new Command(
        Columns.uuid(row, "id"),
        row.getString("worker_id"),
        WorkerCommand.Kind.valueOf(row.getString("kind")),
        row.getObject("execution_id", UUID.class),
        Columns.longOrNull(row, "epoch"),
        Columns.longOrNull(row, "claim"),
        Columns.longOrNull(row, "pid"),
        Columns.longOrNull(row, "generation"),
        healthy == null ? null : healthy.intValue(),
        Columns.text(row, "reason"),
        row.getString("requested_by"),
        Columns.instant(row, "deadline"));
  }

  /** Ends commands that need no answer any more; returns the number of expired ones. */
  int close(Instant now, Duration unansweredFor) {
    return database.transaction(
        connection -> {
          closeCancels(connection, now, unansweredFor);
          return expire(connection, now);
        });
  }

  private static void closeCancels(Connection connection, Instant now, Duration unansweredFor)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            UPDATE command c SET status = 'NOOP', answered_at = ?,
              detail = 'The execution had ended, or was waiting again.'
            FROM execution e
            WHERE c.status = 'PENDING' AND c.kind = 'CANCEL' AND c.requested_at <= ?
              AND e.id = c.execution_id
              AND (e.epoch > c.epoch
                OR e.status IN ('SUCCESS', 'FAILED', 'TIMEOUT', 'CANCELLED', 'BLOCKED'))
            """)) {
      Columns.bind(update, 1, now);
      Columns.bind(update, 2, now.minus(unansweredFor));
      update.executeUpdate();
    }
  }

  private static int expire(Connection connection, Instant now) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            UPDATE command SET status = 'EXPIRED',
              detail = 'The worker gave no answer before the deadline.'
            WHERE status = 'PENDING' AND deadline <= ?
            """)) {
      Columns.bind(update, 1, now);
      return update.executeUpdate();
    }
  }

  /** Writes answers. An answer to a command that has one, or from another worker, is ignored. */
  int answer(List<CommandReply> answers, Instant now) {
    return database.transaction(
        connection -> {
          try (var update =
              connection.prepareStatement(
                  """
                  UPDATE command c SET status = a.status, detail = a.detail, answered_at = ?
                  FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[])
                    AS a(id, worker_id, status, detail)
                  WHERE c.id = a.id AND c.worker_id = a.worker_id AND c.status = 'PENDING'
                  """)) {
            Columns.bind(update, 1, now);
            Columns.array(update, 2, "uuid", answers, CommandReply::commandId);
            Columns.array(update, 3, "text", answers, CommandReply::workerId);
            Columns.array(update, 4, "text", answers, each -> each.answer().name());
            Columns.array(update, 5, "text", answers, CommandReply::detail);
            return update.executeUpdate();
          }
        });
  }
}
