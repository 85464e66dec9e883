package io.sluice.admin.execution;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Sql;
import io.sluice.admin.execution.ExecutionListener.Ended;
import io.sluice.api.ExecutionStatus;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * SQL of an approval: APPROVE and REJECT of {@link ExecutionLifecycle}. Runs in the caller's
 * transaction, which holds the lock of the decision.
 */
@Singleton
public final class ExecutionApprovalStore {

  /** Error type of an execution that its council did not approve. */
  public static final String REJECTED = "ApprovalRejected";

  static final String APPROVE =
      """
      UPDATE execution SET status = 'PENDING', queued_at = ?
      WHERE id = ? AND status = 'AWAITING_APPROVAL'
      """;

  static final String REJECT =
      """
      WITH ended AS (
        DELETE FROM execution WHERE id = ? AND status = 'AWAITING_APPROVAL' RETURNING *),
      moved AS (INSERT INTO execution_history (%s) SELECT %s FROM ended e)
      SELECT e.id, w.name AS workflow FROM ended e JOIN workflow w ON w.id = e.workflow_id
      """
          .formatted(
              ExecutionRow.COLUMNS,
              ExecutionRow.values(
                  Map.of(
                      "status", "'CANCELLED'",
                      "error_type", "'" + REJECTED + "'",
                      "error_message", "?",
                      "finished_at", "?::timestamptz")));

  private final HourlyCounts counts;

  ExecutionApprovalStore(HourlyCounts counts) {
    this.counts = counts;
  }

  /** Lets an execution wait to run; the publisher takes it. False if it does not await approval. */
  public boolean approve(Connection connection, UUID id, Instant now) throws SQLException {
    return Sql.update(connection, APPROVE, now, id) == 1;
  }

  /** Ends an execution that was not approved; empty if it does not await approval. */
  public Optional<Ended> reject(Connection connection, UUID id, String why, Instant now)
      throws SQLException {
    Optional<Ended> ended =
        Sql.first(
            connection,
            REJECT,
            row ->
                Ended.beforeItRan(
                    Columns.uuid(row, "id"),
                    row.getString("workflow"),
                    ExecutionStatus.AWAITING_APPROVAL,
                    ExecutionStatus.CANCELLED,
                    REJECTED),
            id,
            why,
            now);
    counts.addEnds(connection, ended.stream().map(Ended::id).toList());
    return ended;
  }
}
