package io.sluice.admin.execution;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Sql;
import io.sluice.admin.execution.ExecutionLifecycle.Transition;
import io.sluice.api.ExecutionStatus;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * SQL that writes a cancel: its request, its delivery, and CANCEL of {@link ExecutionLifecycle} for
 * an execution that no worker has. Runs in the caller's transaction.
 */
@Singleton
public final class ExecutionCancelStore {

  static final String REQUEST =
      """
      UPDATE execution SET cancel_requested_at = ?, cancel_requested_by = ?, cancel_reason = ?
      WHERE id = ANY (?::uuid[]) AND cancel_requested_at IS NULL
      """;

  static final String SENT = "UPDATE execution SET cancel_sent_at = ? WHERE id = ?";

  static final String CANCEL =
      """
      WITH ended AS (
        DELETE FROM execution e USING unnest(?::uuid[], ?::bigint[], ?::text[])
          AS t(id, epoch, status)
        WHERE e.id = t.id AND e.id = ANY (?::uuid[]) AND e.epoch = t.epoch AND e.status = t.status
          AND e.status IN ('AWAITING_APPROVAL', 'SCHEDULED', 'PENDING', 'RUNNING')
        RETURNING e.*),
      moved AS (INSERT INTO execution_history (%s) SELECT %s FROM ended e)
      SELECT id FROM ended
      """
          .formatted(
              ExecutionRow.COLUMNS,
              ExecutionRow.values(
                  Map.of(
                      "status",
                      "'CANCELLED'",
                      "finished_at",
                      "?::timestamptz",
                      "error_message",
                      "CASE e.status WHEN 'RUNNING' THEN"
                          + " 'Cancelled; the worker that ran it was lost.'"
                          + " ELSE 'Cancelled before it ran.' END")));

  /** An execution as it was read. */
  public record CancelKey(UUID id, long epoch, ExecutionStatus status) {}

  /** Stores the first request to cancel each execution. */
  public void request(
      Connection connection, List<UUID> ids, String who, @Nullable String reason, Instant now)
      throws SQLException {
    Sql.update(connection, REQUEST, now, who, reason, Sql.column("uuid", ids, id -> id));
  }

  /** Records that its queue or its worker was asked. */
  public void sent(Connection connection, UUID id, Instant now) throws SQLException {
    Sql.update(connection, SENT, now, id);
  }

  /**
   * Ends executions as cancelled: moves them to the history.
   *
   * @return those whose row had not changed since it was read
   */
  public Set<UUID> cancel(Connection connection, List<CancelKey> executions, Instant now)
      throws SQLException {
    executions.forEach(
        each ->
            ExecutionLifecycle.move(each.status(), Transition.CANCEL, ExecutionStatus.CANCELLED));
    return Set.copyOf(
        Sql.list(
            connection,
            CANCEL,
            row -> Columns.uuid(row, "id"),
            Sql.column("uuid", executions, CancelKey::id),
            Sql.column("bigint", executions, CancelKey::epoch),
            Sql.column("text", executions, each -> each.status().name()),
            Sql.column("uuid", executions, CancelKey::id),
            now));
  }
}
