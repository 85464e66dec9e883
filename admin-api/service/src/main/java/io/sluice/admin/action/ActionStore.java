package io.sluice.admin.action;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Sql;
import io.sluice.admin.http.JsonText;
import io.sluice.admin.identity.Organizations;
import io.sluice.api.ActionApi.ActionView;
import io.sluice.api.ExecutionStatus;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * SQL of actions, in the caller's transaction. The status of an action is that of its execution.
 */
@Singleton
final class ActionStore {

  /**
   * A new action.
   *
   * @param decideBy the time until which its council must decide; absent if there is no limit
   */
  record NewAction(
      String type,
      @Nullable String agent,
      @Nullable String organization,
      String by,
      @Nullable Map<String, BigDecimal> savings,
      @Nullable UUID council,
      @Nullable Instant decideBy) {}

  /**
   * Filters of a list; absent ones select all.
   *
   * @param before only actions before this one
   */
  record ActionFilter(
      @Nullable ExecutionStatus status,
      @Nullable String agent,
      @Nullable UUID council,
      @Nullable String type,
      @Nullable UUID before,
      int limit) {

    ActionFilter withLimit(int other) {
      return new ActionFilter(status, agent, council, type, before, other);
    }
  }

  private static final TypeReference<Map<String, BigDecimal>> AMOUNTS = new TypeReference<>() {};

  // The row of the execution is read by its id for each action: a join may be planned as a scan.
  private static final String SELECT =
      """
      SELECT a.*, e.workflow, e.status, e.error_type, e.error_message, e.started_at, e.finished_at,
        c.name AS council, c.quorum
      FROM action a LEFT JOIN council c ON c.id = a.council_id
        JOIN LATERAL (SELECT x.status, x.error_type, x.error_message, x.started_at, x.finished_at,
            w.name AS workflow
          FROM execution_all x JOIN workflow w ON w.id = x.workflow_id WHERE x.id = a.id) e ON true
      """;

  private final ObjectMapper json;

  ActionStore(ObjectMapper json) {
    this.json = json;
  }

  void insert(Connection connection, UUID id, NewAction action, Instant now) throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO action (id, type, agent, organization, created_at, created_by, savings,
          council_id, decide_by)
        VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?::uuid, ?::timestamptz)
        """,
        id,
        action.type(),
        action.agent(),
        action.organization(),
        now,
        action.by(),
        action.savings() == null ? null : JsonText.of(json, action.savings()),
        action.council(),
        action.decideBy());
  }

  /** Returns an action of the organizations, without its votes. */
  Optional<ActionView> find(Connection connection, UUID id, Organizations organizations)
      throws SQLException {
    return Sql.first(
        connection,
        SELECT + "WHERE a.id = ? AND (? OR a.organization = ANY (?::text[]))",
        this::view,
        id,
        organizations.all(),
        Sql.texts(organizations.words()));
  }

  /** Returns actions of the organizations, the newest first, without their votes. */
  List<ActionView> list(Connection connection, ActionFilter filter, Organizations organizations)
      throws SQLException {
    var conditions = new StringBuilder("WHERE (? OR a.organization = ANY (?::text[]))");
    var values = new ArrayList<@Nullable Object>();
    values.add(organizations.all());
    values.add(Sql.texts(organizations.words()));
    and(conditions, values, "e.status = ?", word(filter.status()));
    if (filter.status() != null && !filter.status().terminal()) {
      // Few of all actions wait or run: found from their executions, which are in a small table.
      and(
          conditions,
          values,
          "a.id IN (SELECT o.id FROM execution o WHERE o.status = ?)",
          word(filter.status()));
    }
    and(conditions, values, "a.agent = ?", filter.agent());
    and(conditions, values, "a.council_id = ?", filter.council());
    and(conditions, values, "a.type = ?", filter.type());
    and(conditions, values, "a.id < ?", filter.before());
    values.add(filter.limit());
    return Sql.list(
        connection,
        SELECT + conditions + " ORDER BY a.id DESC LIMIT ?",
        this::view,
        values.toArray());
  }

  private static @Nullable String word(@Nullable ExecutionStatus status) {
    return status == null ? null : status.name();
  }

  private static void and(
      StringBuilder conditions,
      List<@Nullable Object> values,
      String condition,
      @Nullable Object value) {
    if (value != null) {
      conditions.append(" AND ").append(condition);
      values.add(value);
    }
  }

  private ActionView view(ResultSet row) throws SQLException {
    UUID council = row.getObject("council_id", UUID.class);
    return new ActionView(
        Columns.uuid(row, "id"),
        row.getString("type"),
        row.getString("workflow"),
        Columns.text(row, "agent"),
        row.getString("created_by"),
        Columns.text(row, "organization"),
        Columns.instant(row, "created_at"),
        ExecutionStatus.valueOf(row.getString("status")),
        Columns.text(row, "error_type"),
        Columns.text(row, "error_message"),
        Columns.instantOrNull(row, "started_at"),
        Columns.instantOrNull(row, "finished_at"),
        amounts(Columns.text(row, "savings")),
        council == null
            ? null
            : new ActionView.Approval(
                council,
                row.getString("council"),
                row.getInt("quorum"),
                Columns.instantOrNull(row, "decide_by"),
                Columns.text(row, "decision"),
                Columns.instantOrNull(row, "decided_at"),
                null));
  }

  private @Nullable Map<String, BigDecimal> amounts(@Nullable String text) {
    try {
      return text == null ? null : json.readValue(text, AMOUNTS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("savings that this program wrote are not readable", e);
    }
  }
}
