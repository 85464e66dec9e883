package io.sluice.admin.execution;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Sql;
import io.sluice.admin.identity.Organizations;
import io.sluice.api.DeadLetterApi.DeadLetterGroup;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * SQL of dead letters, which are executions of the history with a mark, and of their growth. Each
 * call runs in the caller's transaction.
 */
@Singleton
public final class ExecutionDeadLetterStore {

  static final String DISCARD =
      """
      UPDATE execution_history SET dead_lettered_at = NULL
      WHERE id = ANY (?::uuid[]) AND dead_lettered_at IS NOT NULL
        AND (? OR organization = ANY (?::text[]))
      RETURNING id
      """;

  /** Statements over all dead letters read only so many, the latest ones. */
  private static final int MAX_READ = 10_000;

  private static final int MAX_GROUPS = 100;

  /** Dead letters of one workflow that were added. */
  public record Growth(String workflow, long grown) {}

  /**
   * Counts executions that this transaction has ended. Call it before {@link HourlyCounts}, because
   * both lock rows that others want too.
   */
  public void grown(Connection connection, List<UUID> ids) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    Sql.update(
        connection,
        """
        INSERT INTO dead_letter_growth AS g (workflow_id, grown)
        SELECT workflow_id, count(*) FROM execution_history WHERE id = ANY (?::uuid[])
        GROUP BY 1 ORDER BY 1
        ON CONFLICT (workflow_id) DO UPDATE SET grown = g.grown + excluded.grown
        """,
        Sql.column("uuid", ids, id -> id));
  }

  /**
   * Takes the growth of at most 50 workflows for which nobody was notified since the given time,
   * and starts to count again.
   */
  public List<Growth> takeGrowth(Connection connection, Instant notifiedBefore, Instant now)
      throws SQLException {
    return Sql.list(
        connection,
        """
        WITH due AS (SELECT workflow_id, grown FROM dead_letter_growth
          WHERE grown > 0 AND (notified_at IS NULL OR notified_at < ?)
          ORDER BY workflow_id LIMIT 50 FOR UPDATE SKIP LOCKED),
        taken AS (UPDATE dead_letter_growth g SET grown = 0, notified_at = ?
          FROM due WHERE due.workflow_id = g.workflow_id)
        SELECT w.name, due.grown FROM due JOIN workflow w ON w.id = due.workflow_id ORDER BY 1
        """,
        row -> new Growth(row.getString("name"), row.getLong("grown")),
        notifiedBefore,
        now);
  }

  /** Counts dead letters, at most 10 000. */
  public long count(Connection connection) throws SQLException {
    return Sql.first(
            connection,
            """
            SELECT count(*) FROM (SELECT FROM execution_history
              WHERE dead_lettered_at IS NOT NULL LIMIT ?) found
            """,
            row -> row.getLong(1),
            MAX_READ)
        .orElseThrow();
  }

  /**
   * Groups the latest 10 000 dead letters by workflow, error and the form of its message, which is
   * the message without ids and numbers.
   */
  public List<DeadLetterGroup> groups(Connection connection, Organizations organizations)
      throws SQLException {
    return Sql.list(
        connection,
        """
        WITH latest AS (SELECT id, workflow_id, error_type, error_message, dead_lettered_at
          FROM execution_history
          WHERE dead_lettered_at IS NOT NULL AND (? OR organization = ANY (?::text[]))
          ORDER BY id DESC LIMIT ?)
        SELECT w.name, l.error_type,
          regexp_replace(left(coalesce(l.error_message, ''), 200),
            '[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|[0-9]+', '#', 'g') AS message_form,
          count(*) AS number, min(dead_lettered_at) AS first_at, max(dead_lettered_at) AS latest_at,
          (array_agg(l.id ORDER BY l.id DESC))[1] AS latest
        FROM latest l JOIN workflow w ON w.id = l.workflow_id
        GROUP BY 1, 2, 3 ORDER BY number DESC, latest_at DESC LIMIT ?
        """,
        ExecutionDeadLetterStore::group,
        organizations.all(),
        Sql.texts(organizations.words()),
        MAX_READ,
        MAX_GROUPS);
  }

  private static DeadLetterGroup group(ResultSet row) throws SQLException {
    return new DeadLetterGroup(
        row.getString("name"),
        Columns.text(row, "error_type"),
        row.getString("message_form"),
        row.getLong("number"),
        Columns.instant(row, "first_at"),
        Columns.instant(row, "latest_at"),
        Columns.uuid(row, "latest"));
  }

  /** Removes the mark of dead letters; returns those that had one and are visible. */
  public List<UUID> discard(Connection connection, List<UUID> ids, Organizations organizations)
      throws SQLException {
    return Sql.list(
        connection,
        DISCARD,
        row -> Columns.uuid(row, "id"),
        Sql.column("uuid", ids, id -> id),
        organizations.all(),
        Sql.texts(organizations.words()));
  }
}
