package io.sluice.admin.execution;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * SQL that deletes ended executions and what belongs to them, or their payloads only. Runs in the
 * caller's transaction.
 */
@Singleton
public final class ExecutionPurgeStore {

  static final String PURGE =
      """
      DELETE FROM execution_history WHERE id = ANY (?::uuid[])
        AND status IN ('SUCCESS', 'FAILED', 'TIMEOUT', 'CANCELLED', 'BLOCKED')
      """;

  static final String DELETE_PAYLOADS =
      """
      UPDATE execution_history SET input = NULL, result = NULL, error_message = NULL,
        error_stack = NULL, data_flag = 'payloads_deleted'
      WHERE id = ANY (?::uuid[])
        AND status IN ('SUCCESS', 'FAILED', 'TIMEOUT', 'CANCELLED', 'BLOCKED')
      """;

  private static final List<String> BELONGINGS =
      List.of(
          "attempt",
          "execution_log",
          "stuck_dossier",
          "crash_report",
          "refused_result",
          "stuck_event");

  /**
   * An ended execution, as far as its retention depends on it.
   *
   * @param organization null if it has none
   */
  public record Kept(UUID id, String status, @Nullable String organization, Instant at) {}

  /** Reads the next ended executions in the order of their ids, accepted before {@code until}. */
  public List<Kept> next(Connection connection, UUID after, UUID until, int limit)
      throws SQLException {
    return Sql.list(
        connection,
        """
        SELECT id, status, organization, coalesce(recorded_at, finished_at, queued_at) AS at
        FROM execution_history WHERE id > ? AND id < ? ORDER BY id LIMIT ?
        """,
        row ->
            new Kept(
                Columns.uuid(row, "id"),
                row.getString("status"),
                Columns.text(row, "organization"),
                Columns.instant(row, "at")),
        after,
        until,
        limit);
  }

  /** Returns ended executions of an organization that have payloads, in the order of their ids. */
  public List<UUID> withPayloads(Connection connection, String organization, UUID after, int limit)
      throws SQLException {
    return Sql.list(
        connection,
        """
        SELECT id FROM execution_history WHERE organization = ? AND id > ?
          AND data_flag IS DISTINCT FROM 'payloads_deleted' ORDER BY id LIMIT ?
        """,
        row -> Columns.uuid(row, "id"),
        organization,
        after,
        limit);
  }

  /**
   * Deletes the payloads of ended executions: input, result, messages and stacks of errors, log
   * lines, crash reports, and what was refused. Returns the number of executions.
   */
  public int deletePayloads(Connection connection, List<UUID> ids) throws SQLException {
    if (ids.isEmpty()) {
      return 0;
    }
    Sql.ArrayOf array = Sql.column("uuid", ids, id -> id);
    for (String statement :
        List.of(
            "DELETE FROM execution_log",
            "DELETE FROM crash_report",
            "UPDATE attempt SET error_message = NULL",
            "UPDATE refused_result SET payload = NULL")) {
      Sql.update(connection, statement + " WHERE execution_id = ANY (?::uuid[])", array);
    }
    return Sql.update(connection, DELETE_PAYLOADS, array);
  }

  /** Deletes ended executions with their attempts, lines and evidence; returns their number. */
  public int purge(Connection connection, List<UUID> ids) throws SQLException {
    if (ids.isEmpty()) {
      return 0;
    }
    Sql.ArrayOf array = Sql.column("uuid", ids, id -> id);
    for (String table : BELONGINGS) {
      Sql.update(
          connection, "DELETE FROM " + table + " WHERE execution_id = ANY (?::uuid[])", array);
    }
    return Sql.update(connection, PURGE, array);
  }
}
