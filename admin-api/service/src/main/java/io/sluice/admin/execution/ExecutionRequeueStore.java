package io.sluice.admin.execution;

import io.sluice.admin.database.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** SQL that writes REQUEUE of {@link ExecutionLifecycle}. Runs in the caller's transaction. */
@Singleton
public final class ExecutionRequeueStore {

  static final String REQUEUE =
      """
      UPDATE execution e SET status = 'PENDING', epoch = e.epoch + 1, last_claim = 0,
        attempt_number = e.attempt_number + 1, retries = 0, losses = 0, queued_at = ?,
        lock_key = CASE WHEN w.exclusive OR EXISTS (SELECT 1 FROM blacklist_door d
          WHERE d.workflow_id = w.id AND d.probation) THEN w.id::text END,
        run_at = NULL, started_at = NULL, finished_at = NULL, recorded_at = NULL,
        dead_lettered_at = NULL, worker_id = NULL, pid = NULL, generation = NULL,
        execution_model = NULL, result = NULL, data_flag = NULL, error_type = NULL,
        error_message = NULL, error_stack = NULL, rung = NULL, run_ms = NULL, cpu_ms = NULL,
        allocated_bytes = NULL, permit_epoch = NULL, permit_claim = NULL, permit_owner = NULL,
        cancel_requested_at = NULL, cancel_requested_by = NULL, cancel_reason = NULL,
        cancel_sent_at = NULL
      FROM workflow w WHERE w.id = e.workflow_id AND e.id = ANY (?::uuid[])
        AND e.status IN ('SUCCESS', 'FAILED', 'TIMEOUT', 'CANCELLED', 'BLOCKED')
      """;

  /**
   * Starts a new epoch of ended executions with fresh budgets. The history of earlier attempts
   * stays, and so does the record of an attempt that may still be alive.
   */
  public void requeue(Connection connection, List<UUID> ids, Instant now) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    Sql.update(connection, REQUEUE, now, Sql.column("uuid", ids, id -> id));
  }
}
