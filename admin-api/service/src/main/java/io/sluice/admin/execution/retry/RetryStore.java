package io.sluice.admin.execution.retry;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Sql;
import io.sluice.admin.execution.ExecutionSubmitStore.KeyHolder;
import io.sluice.admin.execution.SubmissionGate;
import io.sluice.admin.execution.retry.RetryRules.RetryCandidate;
import io.sluice.admin.identity.Organizations;
import io.sluice.api.ExecutionStatus;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of a retry. Each statement takes a batch. */
@Singleton
final class RetryStore {

  /** Reads and locks rows of a table. */
  private static String lock(String table) {
    return """
      SELECT e.id, e.workflow_id, e.organization, e.status, e.error_type,
        e.dead_lettered_at IS NOT NULL AS dead_lettered,
        e.alive_worker IS NOT NULL AS may_be_alive, e.unique_key,
        e.data_flag IS NOT DISTINCT FROM 'payloads_deleted' AS payloads_deleted,
        a.council_id IS NOT NULL AND a.decision IS DISTINCT FROM 'approved' AS unapproved,
        o.id AS key_holder, o.organization AS organization_of_holder,
        w.name, w.idempotent,
        w.exclusive OR w.at_most_once OR coalesce(d.probation, false) AS permit, w.enabled,
        CASE WHEN NOT d.probation THEN d.reason END AS reason, d.blacklisted_at
      FROM %s e JOIN workflow w ON w.id = e.workflow_id
        LEFT JOIN blacklist_door d ON d.workflow_id = w.id
        LEFT JOIN action a ON a.id = e.id
        LEFT JOIN execution o
          ON o.workflow_id = e.workflow_id AND o.unique_key = e.unique_key
            AND o.status IN ('AWAITING_APPROVAL', 'SCHEDULED', 'PENDING', 'RUNNING')
      WHERE e.id = ANY (?::uuid[]) AND (? OR e.organization = ANY (?::text[]))
      ORDER BY e.id FOR UPDATE OF e
      """
        .formatted(table);
  }

  /**
   * Locks the executions of the organizations, those that have not ended first, each in id order so
   * that two requests do not deadlock.
   */
  Map<UUID, RetryCandidate> lock(Connection connection, List<UUID> ids, Organizations organizations)
      throws SQLException {
    var candidates = new LinkedHashMap<UUID, RetryCandidate>();
    // Another request may bring its row back while this one waits for it in the history.
    for (String table : List.of("execution", "execution_history", "execution")) {
      if (candidates.size() == ids.size()) {
        break;
      }
      Sql.list(
              connection,
              lock(table),
              RetryStore::candidate,
              Sql.column("uuid", ids, id -> id),
              organizations.all(),
              Sql.texts(organizations.words()))
          .forEach(candidate -> candidates.put(candidate.id(), candidate));
    }
    return candidates;
  }

  private static RetryCandidate candidate(ResultSet row) throws SQLException {
    return new RetryCandidate(
        Columns.uuid(row, "id"),
        Columns.uuid(row, "workflow_id"),
        Columns.text(row, "organization"),
        new RetryCandidate.Ending(
            ExecutionStatus.valueOf(row.getString("status")),
            Columns.text(row, "error_type"),
            row.getBoolean("dead_lettered"),
            row.getBoolean("may_be_alive"),
            row.getBoolean("payloads_deleted"),
            row.getBoolean("unapproved")),
        new RetryCandidate.UniqueKey(Columns.text(row, "unique_key"), keyHolder(row)),
        row.getBoolean("idempotent"),
        row.getBoolean("permit"),
        new SubmissionGate(
            row.getString("name"),
            row.getBoolean("enabled"),
            Columns.text(row, "reason"),
            Columns.instantOrNull(row, "blacklisted_at")));
  }

  private static @Nullable KeyHolder keyHolder(ResultSet row) throws SQLException {
    @Nullable UUID holder = row.getObject("key_holder", UUID.class);
    return holder == null
        ? null
        : new KeyHolder(holder, Columns.text(row, "organization_of_holder"));
  }
}
