package io.sluice.admin.analytics;

import io.sluice.admin.database.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Writes facts for analytics in the transaction that brings them about, so that each is counted
 * exactly once. Rows without an index, which nobody locks. Safe on every thread.
 */
@Singleton
public final class AnalyticsFacts {

  /** An author chooses the names of error types: a longer one is cut. */
  private static final int MAX_DETAIL = 120;

  /**
   * Executions that have ended, and what actions among them save if they succeeded. Their rows are
   * in the history.
   */
  public void ended(Connection connection, List<UUID> ids) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    Sql.update(
        connection,
        """
        WITH ended AS (
          SELECT coalesce(e.finished_at, now()) AS at, coalesce(e.organization, '') AS organization,
            e.workflow_id, coalesce(a.type, '') AS type, coalesce(a.agent, '') AS agent, e.status,
            left(coalesce(e.error_type, ''), ?) AS error_type, a.savings, e.run_ms,
            (extract(epoch FROM e.started_at - e.queued_at) * 1000)::bigint AS waited_ms
          FROM execution_history e LEFT JOIN action a ON a.id = e.id WHERE e.id = ANY (?::uuid[]))
        INSERT INTO analytics_fact (at, organization, workflow_id, type, agent, kind, detail, amount,
          waited_ms, took_ms)
        SELECT at, organization, workflow_id, type, agent, status, error_type, NULL::numeric,
          waited_ms, run_ms FROM ended
        UNION ALL
        SELECT at, organization, workflow_id, type, agent, 'realised', s.key, s.value::numeric,
          NULL, NULL
        FROM ended CROSS JOIN LATERAL jsonb_each_text(savings) s WHERE status = 'SUCCESS'
        """,
        MAX_DETAIL,
        Sql.column("uuid", ids, id -> id));
  }

  /** An action that was asked for, and what it is planned to save. */
  public void asked(Connection connection, UUID action) throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO analytics_fact (at, organization, workflow_id, type, agent, kind, detail, amount)
        SELECT a.created_at, coalesce(a.organization, ''), e.workflow_id, a.type,
          coalesce(a.agent, ''), s.kind, s.detail, s.amount
        FROM action a JOIN execution e ON e.id = a.id CROSS JOIN LATERAL (
            SELECT 'asked' AS kind, '' AS detail, NULL::numeric AS amount
            UNION ALL SELECT 'planned', key, value::numeric FROM jsonb_each_text(a.savings)) s
        WHERE a.id = ?
        """,
        action);
  }

  /**
   * An action that a council has decided on. Call it before its execution ends.
   *
   * @param decision the word of the decision
   */
  public void decided(Connection connection, UUID action, String decision, Instant at)
      throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO analytics_fact (at, organization, workflow_id, type, agent, kind, detail, took_ms)
        SELECT d.at, coalesce(a.organization, ''), e.workflow_id, a.type, coalesce(a.agent, ''),
          ?, '', (extract(epoch FROM d.at - a.created_at) * 1000)::bigint
        FROM (SELECT ?::timestamptz AS at) d CROSS JOIN action a JOIN execution e ON e.id = a.id
        WHERE a.id = ?
        """,
        decision,
        at,
        action);
  }
}
