package io.sluice.admin.action;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Sql;
import io.sluice.api.ActionApi.ActionType;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** SQL of action types, in the caller's transaction. */
@Singleton
final class ActionTypeStore {

  private static final String SELECT =
      """
      SELECT t.*, w.name AS workflow FROM action_type t JOIN workflow w ON w.id = t.workflow_id
      """;

  Optional<ActionType> find(Connection connection, String name) throws SQLException {
    return Sql.first(connection, SELECT + "WHERE t.name = ?", ActionTypeStore::type, name);
  }

  /** True if a type of the workflow has a council. */
  boolean needsApproval(Connection connection, String workflow) throws SQLException {
    return Sql.exists(
        connection,
        """
        SELECT FROM action_type t JOIN workflow w ON w.id = t.workflow_id
        WHERE w.name = ? AND t.council_id IS NOT NULL
        """,
        workflow);
  }

  /** Types by name, after the given one. */
  List<ActionType> after(Connection connection, String name, int limit) throws SQLException {
    return Sql.list(
        connection,
        SELECT + "WHERE t.name > ? ORDER BY t.name LIMIT ?",
        ActionTypeStore::type,
        name,
        limit);
  }

  private static ActionType type(ResultSet row) throws SQLException {
    return new ActionType(
        row.getString("name"),
        row.getString("workflow"),
        Columns.text(row, "description"),
        row.getObject("council_id", UUID.class),
        Columns.integerOrNull(row, "timeout_seconds"),
        Columns.text(row, "priority"),
        row.getInt("max_retries"));
  }

  /** Inserts or replaces a type; false if its workflow does not exist. */
  boolean put(Connection connection, ActionType type) throws SQLException {
    return Sql.update(
            connection,
            """
            INSERT INTO action_type (name, workflow_id, description, council_id, timeout_seconds,
              priority, max_retries)
            SELECT ?, w.id, ?, ?::uuid, ?::integer, ?, ? FROM workflow w
            WHERE w.name = ? OR w.id::text = ?
            ON CONFLICT (name) DO UPDATE SET workflow_id = excluded.workflow_id,
              description = excluded.description, council_id = excluded.council_id,
              timeout_seconds = excluded.timeout_seconds, priority = excluded.priority,
              max_retries = excluded.max_retries
            """,
            type.name(),
            type.description(),
            type.councilId(),
            type.timeoutSeconds(),
            type.priority(),
            type.maxRetries(),
            type.workflow(),
            type.workflow())
        == 1;
  }

  boolean delete(Connection connection, String name) throws SQLException {
    return Sql.update(connection, "DELETE FROM action_type WHERE name = ?", name) == 1;
  }
}
