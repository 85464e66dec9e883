package io.sluice.admin.execution;

import io.sluice.admin.database.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** SQL that writes REQUEUE of {@link ExecutionLifecycle}. Runs in the caller's transaction. */
@Singleton
public final class ExecutionRequeueStore {

  private static final List<String> OF_THE_END =
      List.of(
          "run_at",
          "started_at",
          "finished_at",
          "recorded_at",
          "dead_lettered_at",
          "worker_id",
          "pid",
          "generation",
          "execution_model",
          "result",
          "data_flag",
          "error_type",
          "error_message",
          "error_stack",
          "rung",
          "run_ms",
          "cpu_ms",
          "allocated_bytes",
          "permit_epoch",
          "permit_claim",
          "permit_owner",
          "cancel_requested_at",
          "cancel_requested_by",
          "cancel_reason",
          "cancel_sent_at");

  static final String REQUEUE =
      """
      WITH again AS (
        DELETE FROM execution_history WHERE id = ANY (?::uuid[])
          AND status IN ('SUCCESS', 'FAILED', 'TIMEOUT', 'CANCELLED', 'BLOCKED')
        RETURNING *)
      INSERT INTO execution (%s) SELECT %s FROM again e JOIN workflow w ON w.id = e.workflow_id
      """
          .formatted(ExecutionRow.COLUMNS, ExecutionRow.values(fresh()));

  private final ExecutionHistoryStore history;

  ExecutionRequeueStore(ExecutionHistoryStore history) {
    this.history = history;
  }

  private static Map<String, String> fresh() {
    var fresh = new HashMap<String, String>();
    fresh.put("status", "'PENDING'");
    fresh.put("epoch", "e.epoch + 1");
    fresh.put("attempt_number", "e.attempt_number + 1");
    fresh.put("queued_at", "?::timestamptz");
    fresh.put(
        "lock_key",
        "CASE WHEN w.exclusive OR EXISTS (SELECT 1 FROM blacklist_door d"
            + " WHERE d.workflow_id = w.id AND d.probation) THEN w.id::text END");
    for (String budget : List.of("last_claim", "retries", "losses")) {
      fresh.put(budget, "0");
    }
    for (String ofTheEnd : OF_THE_END) {
      fresh.put(ofTheEnd, "NULL");
    }
    return fresh;
  }

  /**
   * Starts a new epoch of ended executions with fresh budgets: moves them back from the history.
   * The records of earlier attempts stay, and so does that of an attempt that may still be alive.
   */
  public void requeue(Connection connection, List<UUID> ids, Instant now) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    int _ = history.move(connection, ids);
    Sql.update(connection, REQUEUE, Sql.column("uuid", ids, id -> id), now);
  }
}
