package io.sluice.admin.execution;

import io.sluice.admin.database.Sql;
import io.sluice.admin.execution.ExecutionLifecycle.Transition;
import io.sluice.api.ExecutionStatus;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
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
      WHERE id = ? AND cancel_requested_at IS NULL
      """;

  static final String SENT = "UPDATE execution SET cancel_sent_at = ? WHERE id = ?";

  static final String CANCEL =
      """
      WITH ended AS (
        DELETE FROM execution WHERE id = ? AND epoch = ? AND status = ?
          AND status IN ('AWAITING_APPROVAL', 'SCHEDULED', 'PENDING', 'RUNNING')
        RETURNING *)
      INSERT INTO execution_history (%s) SELECT %s FROM ended e
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
                      "?::text")));

  /** Stores the first request to cancel an execution. */
  public void request(
      Connection connection, UUID id, String who, @Nullable String reason, Instant now)
      throws SQLException {
    Sql.update(connection, REQUEST, now, who, reason, id);
  }

  /** Records that its queue or its worker was asked. */
  public void sent(Connection connection, UUID id, Instant now) throws SQLException {
    Sql.update(connection, SENT, now, id);
  }

  /**
   * Ends an execution as cancelled: moves it to the history.
   *
   * @param status as it was read
   * @return false if its row has changed since
   */
  public boolean cancel(
      Connection connection, UUID id, long epoch, ExecutionStatus status, Instant now)
      throws SQLException {
    var _ = ExecutionLifecycle.move(status, Transition.CANCEL, ExecutionStatus.CANCELLED);
    return Sql.update(
            connection,
            CANCEL,
            id,
            epoch,
            status.name(),
            status == ExecutionStatus.RUNNING
                ? "Cancelled; the worker that ran it was lost."
                : "Cancelled before it ran.",
            now)
        == 1;
  }
}
