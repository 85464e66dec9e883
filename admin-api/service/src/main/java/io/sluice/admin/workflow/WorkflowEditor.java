package io.sluice.admin.workflow;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.admin.http.JsonText;
import io.sluice.admin.identity.Audit;
import io.sluice.api.WorkflowChange;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes a workflow, with its audit entry in one transaction. */
@Singleton
final class WorkflowEditor {

  private static final int DEFAULT_TIMEOUT = 0;
  private static final String DEFAULT_MODEL = "default";

  private final Database database;
  private final Audit audit;
  private final ObjectMapper json;
  private final InstantSource clock;

  WorkflowEditor(Database database, Audit audit, ObjectMapper json, InstantSource clock) {
    this.database = database;
    this.audit = audit;
    this.json = json;
    this.clock = clock;
  }

  private record Row(UUID id, WorkflowChange as) {}

  /** Changes a workflow; returns false if there is none. */
  boolean change(String idOrName, WorkflowChange change, String who) {
    return database.transaction(
        connection -> {
          Optional<Row> row = lock(connection, idOrName);
          if (row.isPresent()) {
            update(connection, row.get().id(), merged(row.get().as(), change));
          }
          audit.write(
              connection,
              new Audit.Entry(
                  who,
                  "workflow.edit",
                  "workflow/" + row.map(each -> each.id().toString()).orElse(idOrName),
                  change.reason(),
                  row.map(each -> JsonText.of(json, each.as())).orElse(null),
                  row.map(each -> JsonText.of(json, merged(each.as(), change))).orElse(null),
                  row.isPresent() ? "allowed" : "refused: There is no such workflow"));
          return row.isPresent();
        });
  }

  private static Optional<Row> lock(Connection connection, String idOrName) throws SQLException {
    return Sql.first(
        connection,
        "SELECT * FROM workflow WHERE ? IN (name, id::text) FOR UPDATE",
        WorkflowEditor::row,
        idOrName);
  }

  private static Row row(ResultSet row) throws SQLException {
    Integer timeout = Columns.integerOrNull(row, "timeout_seconds");
    String model = Columns.text(row, "execution_model");
    return new Row(
        Columns.uuid(row, "id"),
        new WorkflowChange(
            timeout == null ? DEFAULT_TIMEOUT : timeout,
            model == null ? DEFAULT_MODEL : model,
            row.getBoolean("retries_declared") ? row.getInt("max_retries") : null,
            row.getBoolean("enabled"),
            row.getString("description"),
            null));
  }

  private static WorkflowChange merged(WorkflowChange is, WorkflowChange asked) {
    return new WorkflowChange(
        either(asked.timeoutSeconds(), is.timeoutSeconds()),
        either(asked.executionModel(), is.executionModel()),
        either(asked.maxRetries(), is.maxRetries()),
        either(asked.enabled(), is.enabled()),
        either(asked.description(), is.description()),
        null);
  }

  private static <T> @Nullable T either(@Nullable T asked, @Nullable T is) {
    return asked == null ? is : asked;
  }

  private void update(Connection connection, UUID id, WorkflowChange to) throws SQLException {
    Sql.update(
        connection,
        """
        UPDATE workflow SET timeout_seconds = nullif(?, 0), execution_model = nullif(?, 'default'),
          max_retries = coalesce(?, 0), retries_declared = ?::int IS NOT NULL, enabled = ?, description = ?, updated_at = ?
        WHERE id = ?
        """,
        to.timeoutSeconds(),
        to.executionModel(),
        to.maxRetries(),
        to.maxRetries(),
        to.enabled(),
        to.description(),
        clock.instant(),
        id);
  }
}
