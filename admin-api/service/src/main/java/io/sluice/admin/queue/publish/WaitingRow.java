package io.sluice.admin.queue.publish;

import io.sluice.admin.database.Columns;
import io.sluice.admin.execution.PriorityColumn;
import io.sluice.admin.queue.publish.PublishCandidates.Waiting;
import io.sluice.admin.queue.publish.PublishCandidates.Way;
import io.sluice.queue.ExecutionBody;
import io.sluice.queue.QueueEntry;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads a row on its way into the queue. */
final class WaitingRow {

  /** The columns that {@link #read} needs of a row {@code e} of execution. */
  static final String SELECT =
      """
      SELECT e.id, e.epoch, e.priority, e.losses, e.workflow_id, w.name, w.bundle_sha256,
        w.entry_point, e.input, e.timeout_ms, e.requested_model, e.suspect, e.attempt_number, e.run_at,
        e.lock_key IS NOT NULL AS exclusive, w.at_most_once, l.probation IS NOT NULL AS probe,
        d.probation AS on_probation, d.workflow_id IS NOT NULL AS listed
      FROM execution e JOIN workflow w ON w.id = e.workflow_id
        LEFT JOIN blacklist_door d ON d.workflow_id = e.workflow_id
        LEFT JOIN exclusive_lock l ON l.key = e.lock_key AND l.execution_id = e.id
      """;

  /** The model for a suspect of a crash and for a workflow on probation. */
  private static final String ALONE = "isolated";

  private WaitingRow() {}

  static Waiting read(ResultSet row, LossBudget budget) throws SQLException {
    return new Waiting(entry(row, budget), way(row));
  }

  private static Way way(ResultSet row) throws SQLException {
    if (!row.getBoolean("listed")) {
      return Way.OPEN;
    }
    if (!row.getBoolean("on_probation")) {
      return Way.SHUT;
    }
    return row.getBoolean("exclusive") ? Way.OPEN : Way.TO_THE_LOCK;
  }

  private static QueueEntry entry(ResultSet row, LossBudget budget) throws SQLException {
    String input = Columns.text(row, "input");
    boolean exclusive = row.getBoolean("exclusive");
    boolean permit = exclusive || row.getBoolean("at_most_once");
    boolean alone = row.getBoolean("suspect") || row.getBoolean("probe");
    return new QueueEntry(
        row.getString("id"),
        row.getLong("epoch"),
        PriorityColumn.priority(row.getInt("priority")),
        // PostgreSQL decides on every loss of an execution that needs a permit.
        permit ? 1 : budget.left(row.getInt("losses")),
        Columns.instantOrNull(row, "run_at"),
        new ExecutionBody(
            row.getString("workflow_id"),
            row.getString("name"),
            row.getString("bundle_sha256"),
            row.getString("entry_point"),
            input == null ? "null" : input,
            Columns.longOrNull(row, "timeout_ms"),
            alone ? ALONE : Columns.text(row, "requested_model"),
            row.getInt("attempt_number"),
            exclusive,
            permit));
  }
}
