package io.sluice.admin.execution.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Sql;
import io.sluice.admin.execution.PriorityColumn;
import io.sluice.admin.http.JsonText;
import io.sluice.admin.http.Uuids;
import io.sluice.admin.identity.Organizations;
import io.sluice.admin.worker.WaitingReason;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.ExecutionSummary;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of a search: one statement for each range of time, on the tables that may have a match. */
@Singleton
final class ExecutionSelect {

  private static final String COLUMNS =
      """
      SELECT e.id, e.workflow_id, w.name, e.organization, e.status, e.error_type, e.error_message,
        e.execution_model, e.worker_id, e.pid, e.created_at, e.queued_at, e.started_at,
        e.finished_at, e.run_ms, e.attempt_number, e.max_retries, e.priority, e.timeout_ms,
        e.labels, e.created_by, e.run_at, e.retries, e.dead_lettered_at, e.unique_key, %s
      """
          .formatted(WaitingReason.COLUMNS);

  private static final String DURATION = "coalesce(e.run_ms, " + DurationSort.NEVER_RAN + ")";

  private static final int MAX_WORKFLOWS = 1000;

  private final ObjectMapper json;

  ExecutionSelect(ObjectMapper json) {
    this.json = json;
  }

  /**
   * A search with its names looked up.
   *
   * @param table the table that may have a match
   * @param workflows the workflows that the filter names; absent if it names none
   * @param q the word, with the workflows whose name begins with it; absent if there is none
   */
  record Search(
      ExecutionQuery query,
      Organizations organizations,
      String table,
      @Nullable List<String> workflows,
      @Nullable Word q) {

    /** A word that is an id, or an error type or the begin of workflow names. */
    record Word(@Nullable UUID id, String text, List<String> workflows) {}

    /** True if nothing can match. */
    boolean isEmpty() {
      return workflows != null && workflows.isEmpty();
    }
  }

  /** Looks up what the filter names. */
  Search search(Connection connection, ExecutionQuery query, Organizations organizations)
      throws SQLException {
    String workflow = query.filter().workflow();
    String q = query.filter().q();
    Search.Word word =
        q == null
            ? null
            : new Search.Word(
                Uuids.parse(q).orElse(null),
                q,
                workflows(connection, "SELECT id FROM workflow WHERE starts_with(name, ?)", q));
    return new Search(
        query,
        organizations,
        table(connection, query.filter(), word),
        workflow == null
            ? null
            : workflows(
                connection, "SELECT id FROM workflow WHERE ? IN (name, id::text)", workflow),
        word);
  }

  private static List<String> workflows(Connection connection, String sql, String word)
      throws SQLException {
    return Sql.list(connection, sql + " LIMIT " + MAX_WORKFLOWS, row -> row.getString("id"), word);
  }

  /**
   * The table that may have a match: a backlog is not read for what has ended, nor the history for
   * what waits. Until rows of an earlier version have moved, what has ended may be in both.
   */
  private static String table(
      Connection connection, ExecutionQuery.Filter filter, Search.@Nullable Word q)
      throws SQLException {
    List<ExecutionStatus> statuses =
        filter.statuses().stream().map(ExecutionStatus::valueOf).toList();
    boolean any = statuses.isEmpty();
    boolean open = !any && statuses.stream().noneMatch(ExecutionStatus::terminal);
    // Only what has ended has an error.
    boolean error =
        filter.errorType() != null || (q != null && q.id() == null && q.workflows().isEmpty());
    boolean ended =
        filter.deadLetters()
            || error
            || (!any && statuses.stream().allMatch(ExecutionStatus::terminal));
    if (open && !filter.deadLetters()) {
      return "execution";
    }
    boolean moving =
        !ended
            || Sql.exists(
                connection,
                "SELECT FROM execution"
                    + " WHERE status IN ('FAILED', 'TIMEOUT', 'CANCELLED', 'BLOCKED') LIMIT 1");
    return moving ? "execution_all" : "execution_history";
  }

  /** Matches within a range, newest first. */
  List<ExecutionSummary> newest(
      Connection connection, Search search, SearchWindow window, int limit) throws SQLException {
    Conditions conditions = conditions(search, window);
    return rows(
        connection,
        COLUMNS
            + "FROM (SELECT * FROM "
            + search.table()
            + " e"
            + conditions.where()
            + " ORDER BY e.id DESC LIMIT "
            + limit
            + ") e JOIN workflow w ON w.id = e.workflow_id ORDER BY e.id DESC",
        conditions);
  }

  /** Matches within the range of the query, longest first, of the {@code newest} ones. */
  List<ExecutionSummary> longest(
      Connection connection,
      Search search,
      DurationSort.@Nullable Position after,
      int newest,
      int limit)
      throws SQLException {
    ExecutionQuery query = search.query();
    Conditions conditions =
        conditions(search, new SearchWindow(query.from(), query.before(), Duration.ZERO));
    String inner =
        "(SELECT * FROM "
            + search.table()
            + " e"
            + conditions.where()
            + " ORDER BY e.id DESC LIMIT "
            + newest
            + ") e";
    var position = new Conditions();
    if (after != null) {
      position.row("(" + DURATION + ", e.id) < (?, ?)", after.durationMs(), after.id());
    }
    return rows(
        connection,
        COLUMNS
            + "FROM (SELECT * FROM "
            + inner
            + position.where()
            + " ORDER BY "
            + DURATION
            + " DESC, e.id DESC LIMIT "
            + limit
            + ") e JOIN workflow w ON w.id = e.workflow_id ORDER BY "
            + DURATION
            + " DESC, e.id DESC",
        conditions.and(position));
  }

  /** The number of matches within a range, at most {@code limit}. */
  long count(Connection connection, Search search, SearchWindow window, long limit)
      throws SQLException {
    Conditions conditions = conditions(search, window);
    try (var select =
        connection.prepareStatement(
            "SELECT count(*) FROM (SELECT FROM "
                + search.table()
                + " e"
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
  }

  private Conditions conditions(Search search, SearchWindow window) {
    var conditions = new Conditions();
    if (!search.organizations().all()) {
      conditions.any("e.organization", search.organizations().words());
    }
    ExecutionQuery.Filter filter = search.query().filter();
    if (filter.deadLetters()) {
      conditions.add("e.dead_lettered_at IS NOT NULL");
    }
    conditions.add("e.id < ?", window.before());
    conditions.add("e.id >= ?", window.from());
    if (!filter.statuses().isEmpty()) {
      conditions.any("e.status", filter.statuses());
    }
    if (search.workflows() != null) {
      conditions.any("e.workflow_id", search.workflows().stream().map(UUID::fromString).toList());
    }
    conditions.add("e.error_type = ?", filter.errorType());
    conditions.add("e.worker_id = ?", filter.workerId());
    conditions.add("e.organization = ?", filter.organization());
    Map.Entry<String, String> label = filter.label();
    conditions.add(
        "e.labels @> ?::jsonb",
        label == null ? null : JsonText.of(json, Map.of(label.getKey(), label.getValue())));
    Search.Word q = search.q();
    if (q != null) {
      add(conditions, q);
    }
    return conditions;
  }

  private static void add(Conditions conditions, Search.Word q) {
    if (q.id() != null) {
      conditions.add("e.id = ?", q.id());
    } else if (q.workflows().isEmpty()) {
      conditions.add("e.error_type = ?", q.text());
    } else {
      var values = new ArrayList<Object>();
      values.add(q.text());
      q.workflows().forEach(id -> values.add(UUID.fromString(id)));
      conditions.row(
          "(e.error_type = ? OR e.workflow_id IN (?"
              + ", ?".repeat(q.workflows().size() - 1)
              + "))",
          values.toArray());
    }
  }

  private List<ExecutionSummary> rows(Connection connection, String sql, Conditions conditions)
      throws SQLException {
    try (var select = connection.prepareStatement(sql)) {
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
