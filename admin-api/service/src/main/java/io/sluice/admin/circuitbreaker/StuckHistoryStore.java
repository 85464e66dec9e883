package io.sluice.admin.circuitbreaker;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.identity.Organizations;
import io.sluice.api.StuckHistoryView.StuckFingerprint;
import io.sluice.api.StuckHistoryView.StuckWorkflow;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** SQL of stuck executions by workflow and by fingerprint. */
@Singleton
final class StuckHistoryStore {

  private static final int MAX_FINGERPRINTS = 20;
  private static final int MAX_ROWS = 200 * MAX_FINGERPRINTS;

  private final Database database;

  StuckHistoryStore(Database database) {
    this.database = database;
  }

  /**
   * The stuck workflows. All executions count; frames and verdicts are shown only of the caller's
   * organizations.
   */
  List<StuckWorkflow> since(Instant from, Organizations sees) {
    return database.read(connection -> since(connection, from, sees));
  }

  private static List<StuckWorkflow> since(Connection connection, Instant from, Organizations sees)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            """
            SELECT * FROM (
              SELECT g.*, sum(executions) OVER of_workflow AS total,
                max(latest) OVER of_workflow AS last_of_workflow,
                row_number() OVER (PARTITION BY workflow_id ORDER BY executions DESC, latest DESC)
                  AS place
              FROM (
                SELECT s.workflow_id, w.name, s.fingerprint, count(*) AS executions,
                  max(s.at) AS latest, bool_or(s.seen) AS seen,
                  (array_agg(d.top_frame ORDER BY s.at DESC) FILTER (WHERE s.seen))[1] AS top_frame,
                  (array_agg(d.verdict ORDER BY s.at DESC) FILTER (WHERE s.seen))[1] AS verdict
                FROM (SELECT t.*, ? OR coalesce(e.organization = ANY (?::text[]), false) AS seen
                    FROM stuck_event t LEFT JOIN execution_all e ON e.id = t.execution_id
                    WHERE t.at > ?) s
                  JOIN workflow w ON w.id = s.workflow_id
                  LEFT JOIN stuck_dossier d
                    ON d.execution_id = s.execution_id AND d.epoch = s.epoch AND d.claim = s.claim
                GROUP BY s.workflow_id, w.name, s.fingerprint) g
              WINDOW of_workflow AS (PARTITION BY workflow_id)) ranked
            WHERE place <= ? ORDER BY total DESC, name, place LIMIT ?
            """)) {
      select.setBoolean(1, sees.all());
      Columns.array(select, 2, "text", sees.words(), word -> word);
      Columns.bind(select, 3, from);
      select.setInt(4, MAX_FINGERPRINTS);
      select.setInt(5, MAX_ROWS);
      Map<UUID, StuckWorkflow> workflows = new LinkedHashMap<>();
      try (var row = select.executeQuery()) {
        while (row.next()) {
          UUID id = Columns.uuid(row, "workflow_id");
          StuckWorkflow workflow = workflows.get(id);
          if (workflow == null) {
            workflow =
                new StuckWorkflow(
                    id,
                    row.getString("name"),
                    row.getLong("total"),
                    Columns.instant(row, "last_of_workflow"),
                    new ArrayList<>());
            workflows.put(id, workflow);
          }
          workflow
              .fingerprints()
              .add(
                  new StuckFingerprint(
                      row.getString("fingerprint"),
                      row.getLong("executions"),
                      Columns.text(row, "top_frame"),
                      Columns.text(row, "verdict"),
                      row.getBoolean("seen") ? null : true));
        }
      }
      return List.copyOf(workflows.values());
    }
  }
}
