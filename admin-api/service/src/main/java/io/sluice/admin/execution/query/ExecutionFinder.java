package io.sluice.admin.execution.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.execution.PriorityColumn;
import io.sluice.admin.http.JsonText;
import io.sluice.admin.identity.Organizations;
import io.sluice.admin.worker.WaitingReason;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.ExecutionSummary;
import io.sluice.api.Page;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Lists executions, newest first. The order is the order of ids, so the cursor and the range of
 * time are ranges of the primary key and nothing is scanned or sorted.
 */
@Singleton
public final class ExecutionFinder {

  private static final String SELECT =
      """
      SELECT e.id, e.workflow_id, w.name, e.organization, e.status, e.error_type, e.error_message,
        e.execution_model, e.worker_id, e.pid, e.created_at, e.queued_at, e.started_at,
        e.finished_at, e.run_ms, e.attempt_number, e.max_retries, e.priority, e.timeout_ms,
        e.labels, e.created_by, e.run_at, e.retries, e.dead_lettered_at, e.unique_key, %s
      FROM execution_all e JOIN workflow w ON w.id = e.workflow_id
      """
          .formatted(WaitingReason.COLUMNS);

  private static final String NEWEST_FIRST = " ORDER BY e.id DESC";
  private static final String DURATION = "coalesce(e.run_ms, " + DurationSort.NEVER_RAN + ")";
  private static final String LONGEST_FIRST = " ORDER BY " + DURATION + " DESC, e.id DESC";

  private final Database database;
  private final ObjectMapper json;

  ExecutionFinder(Database database, ObjectMapper json) {
    this.database = database;
    this.json = json;
  }

  /** One page of the executions of the organizations, in the order of acceptance. */
  public Page<ExecutionSummary> find(ExecutionQuery query, Organizations organizations) {
    List<ExecutionSummary> rows =
        database.transaction(connection -> rows(connection, query, organizations));
    boolean more = rows.size() > query.limit();
    List<ExecutionSummary> items = more ? rows.subList(0, query.limit()) : rows;
    return new Page<>(items, more ? cursor(query, items.getLast()) : null);
  }

  private static String cursor(ExecutionQuery query, ExecutionSummary last) {
    return query.durationSort() == null
        ? last.executionId().toString()
        : new DurationSort.Position(
                Objects.requireNonNullElse(last.durationMs(), DurationSort.NEVER_RAN),
                last.executionId())
            .cursor();
  }

  /** The number of matching executions, at most {@code limit}. */
  public long count(ExecutionQuery query, Organizations organizations, int limit) {
    Conditions conditions = conditions(query, organizations);
    return database.transaction(
        connection -> {
          try (var select =
              connection.prepareStatement(
                  "SELECT count(*) FROM (SELECT FROM execution_all e JOIN workflow w ON w.id ="
                      + " e.workflow_id"
                      + conditions.where()
                      + " LIMIT "
                      + limit
                      + ") found")) {
            conditions.bind(select);
            try (var row = select.executeQuery()) {
              row.next();
              return row.getLong(1);
            }
          }
        });
  }

  private List<ExecutionSummary> rows(
      Connection connection, ExecutionQuery query, Organizations organizations)
      throws SQLException {
    Conditions conditions = conditions(query, organizations);
    try (var select =
        connection.prepareStatement(
            SELECT
                + conditions.where()
                + (query.durationSort() == null ? NEWEST_FIRST : LONGEST_FIRST)
                + " LIMIT "
                + (query.limit() + 1))) {
      conditions.bind(select);
      var rows = new ArrayList<ExecutionSummary>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.add(summary(row));
        }
      }
      return rows;
    }
  }

  private Conditions conditions(ExecutionQuery query, Organizations organizations) {
    var conditions = new Conditions();
    if (!organizations.all()) {
      conditions.any("e.organization", organizations.words());
    }
    ExecutionQuery.Filter filter = query.filter();
    if (filter.deadLetters()) {
      conditions.add("e.dead_lettered_at IS NOT NULL");
    }
    conditions.add("e.id < ?", query.before());
    DurationSort.Position position =
        query.durationSort() == null ? null : query.durationSort().after();
    if (position != null) {
      conditions.row("(" + DURATION + ", e.id) < (?, ?)", position.durationMs(), position.id());
    }
    conditions.add("e.id >= ?", query.from());
    if (!filter.statuses().isEmpty()) {
      conditions.any("e.status", filter.statuses());
    }
    conditions.add(
        "e.workflow_id IN (SELECT id FROM workflow WHERE ? IN (name, id::text))",
        filter.workflow());
    conditions.add("e.error_type = ?", filter.errorType());
    conditions.add("e.worker_id = ?", filter.workerId());
    conditions.add("e.organization = ?", filter.organization());
    Map.Entry<String, String> label = filter.label();
    conditions.add(
        "e.labels @> ?::jsonb",
        label == null ? null : JsonText.of(json, Map.of(label.getKey(), label.getValue())));
    conditions.add(
        "EXISTS (SELECT FROM (SELECT ?::text AS word) q WHERE e.id::text = q.word"
            + " OR e.error_type = q.word OR starts_with(w.name, q.word))",
        filter.q());
    return conditions;
  }

  private ExecutionSummary summary(ResultSet row) throws SQLException {
    var status = ExecutionStatus.valueOf(row.getString("status"));
    return new ExecutionSummary(
        Columns.uuid(row, "id"),
        Columns.uuid(row, "workflow_id"),
        row.getString("name"),
        Columns.text(row, "organization"),
        status,
        status == ExecutionStatus.PENDING ? WaitingReason.of(row) : null,
        Columns.text(row, "error_type"),
        Columns.text(row, "error_message"),
        Columns.text(row, "execution_model"),
        Columns.text(row, "worker_id"),
        Columns.longOrNull(row, "pid"),
        Columns.instant(row, "created_at"),
        Columns.instantOrNull(row, "run_at"),
        Columns.instant(row, "queued_at"),
        Columns.instantOrNull(row, "started_at"),
        Columns.instantOrNull(row, "finished_at"),
        Columns.instantOrNull(row, "dead_lettered_at"),
        ExecutionColumns.queueMs(
            Columns.instant(row, "queued_at"), Columns.instantOrNull(row, "started_at")),
        Columns.longOrNull(row, "run_ms"),
        row.getInt("attempt_number"),
        row.getInt("max_retries"),
        row.getInt("retries"),
        PriorityColumn.word(row.getInt("priority")),
        ExecutionColumns.seconds(Columns.longOrNull(row, "timeout_ms")),
        ExecutionColumns.labels(json, Columns.text(row, "labels")),
        Columns.text(row, "unique_key"),
        row.getString("created_by"));
  }
}
