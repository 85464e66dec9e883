package io.sluice.admin.webhook;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds what there is to tell of executions that the caller's transaction has ended. */
@Singleton
final class EndedEvents {

  /** Returns an event for each execution that is an action. */
  List<WebhookEvent> actions(Connection connection, List<UUID> executions) throws SQLException {
    return Sql.list(
        connection,
        """
        SELECT a.id, a.type, a.agent, a.created_by, a.organization, w.name AS workflow, e.status,
          e.error_type, coalesce(e.finished_at, now()) AS at
        FROM action a JOIN execution_history e ON e.id = a.id JOIN workflow w ON w.id = e.workflow_id
        WHERE a.id = ANY (?::uuid[]) AND e.id = ANY (?::uuid[]) ORDER BY a.id
        """,
        EndedEvents::action,
        Sql.column("uuid", executions, id -> id),
        Sql.column("uuid", executions, id -> id));
  }

  private static WebhookEvent action(ResultSet row) throws SQLException {
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("action_id", Columns.uuid(row, "id"));
    data.put("workflow_type_id", row.getString("type"));
    data.put("workflow", row.getString("workflow"));
    data.put("organization", Columns.text(row, "organization"));
    data.put("created_by", row.getString("created_by"));
    data.put("created_by_agent", Columns.text(row, "agent"));
    data.put("status", row.getString("status"));
    data.put("error_type", Columns.text(row, "error_type"));
    return WebhookEvent.of(
        EventType.ACTION_ENDED,
        Columns.instant(row, "at"),
        Columns.text(row, "organization"),
        data);
  }

  /** Returns an event for each workflow that has a new dead letter among the executions. */
  List<WebhookEvent> deadLetters(Connection connection, List<UUID> executions) throws SQLException {
    return Sql.list(
        connection,
        """
        SELECT DISTINCT ON (w.name) w.name AS workflow, e.id, e.error_type, e.dead_lettered_at AS at
        FROM execution_history e JOIN workflow w ON w.id = e.workflow_id
        WHERE e.id = ANY (?::uuid[]) AND e.dead_lettered_at IS NOT NULL ORDER BY w.name, e.id
        """,
        EndedEvents::deadLetter,
        Sql.column("uuid", executions, id -> id));
  }

  private static WebhookEvent deadLetter(ResultSet row) throws SQLException {
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("workflow", row.getString("workflow"));
    data.put("execution_id", Columns.uuid(row, "id"));
    data.put("error_type", Columns.text(row, "error_type"));
    return new WebhookEvent(
        EventType.DEAD_LETTERS_GREW,
        Columns.instant(row, "at"),
        null,
        row.getString("workflow"),
        data);
  }
}
