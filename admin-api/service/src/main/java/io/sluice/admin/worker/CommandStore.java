package io.sluice.admin.worker;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.admin.database.Storable;
import io.sluice.admin.identity.Organizations;
import io.sluice.admin.redis.StreamReader.StreamEntry;
import io.sluice.api.CommandApi.CommandView;
import io.sluice.command.CommandAnswer;
import io.sluice.command.WorkerCommand;
import io.sluice.diagnosis.CutText;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Table of commands. Plain SQL, because commands are inserted under a condition, and sent and
 * answered in batches. Every change requires the status PENDING, so that the first answer is final.
 */
@Singleton
final class CommandStore {

  private final Database database;

  CommandStore(Database database) {
    this.database = database;
  }

  /** Inserts a command as sent; returns false if a cancel of the same attempt is pending. */
  boolean insert(Connection connection, Command command, Instant now) throws SQLException {
    Command.TargetAttempt attempt = command.attempt();
    Command.TargetProcess process = command.process();
    return Sql.update(
            connection,
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
            """,
            command.id(),
            command.workerId(),
            command.kind().name(),
            attempt == null ? null : attempt.execution(),
            attempt == null ? null : attempt.epoch(),
            attempt == null ? null : attempt.claim(),
            process == null ? null : process.pid(),
            process == null ? null : process.generation(),
            process == null ? null : process.expectedHealthy(),
            command.reason(),
            command.requestedBy(),
            now,
            command.deadline())
        == 1;
  }

  /** Finds a command that concerns no execution, or an execution of one of the organizations. */
  Optional<CommandView> find(UUID id, Organizations organizations) {
    return database.transaction(
        connection ->
            Sql.first(
                connection,
                """
                SELECT c.* FROM command c LEFT JOIN execution_all e ON e.id = c.execution_id
                WHERE c.id = ? AND (c.execution_id IS NULL OR ?
                  OR e.organization = ANY (?::text[]))
                """,
                CommandStore::view,
                id,
                organizations.all(),
                Sql.texts(organizations.words())));
  }

  private static CommandView view(ResultSet row) throws SQLException {
    return new CommandView(
        Columns.uuid(row, "id"),
        row.getString("kind"),
        row.getString("worker_id"),
        row.getString("status"),
        Columns.text(row, "detail"),
        null,
        row.getString("requested_by"),
        Columns.instant(row, "requested_at"),
        Columns.instant(row, "deadline"),
        Columns.instantOrNull(row, "answered_at"));
  }

  /**
   * Returns the commands without an answer that are due for another transmission, and marks them as
   * sent.
   */
  List<Command> sendAgain(Instant now, Duration interval, int limit) {
    return database.transaction(
        connection ->
            Sql.list(
                connection,
                """
                UPDATE command SET sent_at = ? WHERE id IN (SELECT id FROM command
                  WHERE status = 'PENDING' AND deadline > ? AND sent_at <= ?
                  ORDER BY deadline LIMIT ? FOR UPDATE SKIP LOCKED)
                RETURNING *
                """,
                CommandStore::command,
                now,
                now,
                now.minus(interval),
                limit));
  }

  private static Command command(ResultSet row) throws SQLException {
    UUID execution = row.getObject("execution_id", UUID.class);
    Long pid = Columns.longOrNull(row, "pid");
    return new Command(
        Columns.uuid(row, "id"),
        row.getString("worker_id"),
        WorkerCommand.Kind.valueOf(row.getString("kind")),
        execution == null
            ? null
            : new Command.TargetAttempt(execution, row.getLong("epoch"), row.getLong("claim")),
        pid == null
            ? null
            : new Command.TargetProcess(
                pid, row.getLong("generation"), Columns.integerOrNull(row, "expected_healthy")),
        Columns.text(row, "reason"),
        row.getString("requested_by"),
        Columns.instant(row, "deadline"));
  }

  /** Ends commands that need no answer any more; returns the number of expired ones. */
  int close(Instant now, Duration unansweredFor) {
    return database.transaction(
        connection -> {
          Sql.update(
              connection,
              """
              UPDATE command c SET status = 'NOOP', answered_at = ?,
                detail = 'The execution had ended, or was waiting again.'
              FROM execution_all e
              WHERE c.status = 'PENDING' AND c.kind = 'CANCEL' AND c.requested_at <= ?
                AND e.id = c.execution_id
                AND (e.epoch > c.epoch
                  OR e.status IN ('SUCCESS', 'FAILED', 'TIMEOUT', 'CANCELLED', 'BLOCKED'))
              """,
              now,
              now.minus(unansweredFor));
          return Sql.update(
              connection,
              """
              UPDATE command SET status = 'EXPIRED',
                detail = 'The worker gave no answer before the deadline.'
              WHERE status = 'PENDING' AND deadline <= ?
              """,
              now);
        });
  }

  /** Writes answers. An answer to a command that has one, or from another worker, is ignored. */
  int answer(List<CommandReply> answers, Instant now) {
    return database.transaction(
        connection ->
            Sql.update(
                connection,
                """
                UPDATE command c SET status = a.status, detail = a.detail, answered_at = ?
                FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[])
                  AS a(id, worker_id, status, detail)
                WHERE c.id = a.id AND c.worker_id = a.worker_id AND c.status = 'PENDING'
                """,
                now,
                Sql.column("uuid", answers, CommandReply::commandId),
                Sql.column("text", answers, CommandReply::workerId),
                Sql.column("text", answers, each -> each.answer().name()),
                Sql.column("text", answers, CommandReply::detail)));
  }

  /** A worker's answer to a command. */
  record CommandReply(
      UUID commandId, String workerId, CommandAnswer answer, @Nullable String detail) {

    /** Maximum length: enough for the stack samples of all slots. */
    private static final int MAX_DETAIL_LENGTH = 64 * 1024;

    /**
     * Reads a stream entry {@code k=ack}; returns empty for an entry that this version does not
     * know.
     */
    static Optional<CommandReply> of(StreamEntry entry) {
      Map<String, String> fields = entry.fields();
      try {
        return Optional.of(
            new CommandReply(
                UUID.fromString(fields.getOrDefault("id", "")),
                Storable.text(fields.getOrDefault("o", "")),
                CommandAnswer.valueOf(fields.getOrDefault("a", "")),
                detail(fields.getOrDefault("r", ""))));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    private static @Nullable String detail(String text) {
      if (text.isEmpty()) {
        return null;
      }
      return Storable.text(CutText.of(text, MAX_DETAIL_LENGTH));
    }
  }
}
