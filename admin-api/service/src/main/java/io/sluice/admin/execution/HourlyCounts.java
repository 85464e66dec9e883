package io.sluice.admin.execution;

import io.sluice.admin.analytics.AnalyticsFacts;
import io.sluice.admin.database.Sql;
import io.sluice.admin.webhook.Outbox;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Counts by hour, so that statistics need no scan: ended executions, in the transaction that ends
 * them, and changes that attempts made, or may have made, to state of their whole JVM. An execution
 * that runs again counts at each of its ends.
 */
@Singleton
public final class HourlyCounts {

  private static final int SLOTS = 8;

  private final Outbox outbox;
  private final int slot = ThreadLocalRandom.current().nextInt(SLOTS);
  private final AnalyticsFacts facts;

  HourlyCounts(Outbox outbox, AnalyticsFacts facts) {
    this.outbox = outbox;
    this.facts = facts;
  }

  /**
   * Counts executions that this transaction has ended, and tells webhooks. Call it last: it locks
   * rows that others want too, all in one order.
   */
  public void addEnds(Connection connection, List<UUID> ids) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    outbox.ended(connection, ids);
    facts.ended(connection, ids);
    Sql.update(
        connection,
        """
            INSERT INTO execution_count AS c (workflow_id, hour, organization, status, error_type,
              bucket, slot, count)
            SELECT e.workflow_id, date_trunc('hour', coalesce(e.finished_at, now()), 'UTC'),
              coalesce(e.organization, ''), e.status,
              CASE WHEN e.error_type IS NULL THEN '' WHEN e.error_type = ANY (?) THEN e.error_type
                ELSE 'other' END,
              CASE WHEN e.run_ms IS NULL THEN -1
                ELSE floor(2 * ln(greatest(e.run_ms, 1)::float8) / ln(2::float8)) END, ?, count(*)
            FROM execution_history e WHERE e.id = ANY (?::uuid[])
            GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
            ON CONFLICT (workflow_id, hour, organization, status, error_type, bucket, slot)
              DO UPDATE SET count = c.count + excluded.count
            """,
        Sql.texts(ErrorLabel.KNOWN),
        slot,
        Sql.column("uuid", ids, id -> id));
  }

  /** The changes of one attempt of an execution. */
  public record SharedStateChange(UUID execution, int changes) {}

  /** Counts changes in the transaction that records the attempts. */
  public void addSharedState(Connection connection, List<SharedStateChange> changed)
      throws SQLException {
    if (changed.isEmpty()) {
      return;
    }
    Sql.update(
        connection,
        """
            INSERT INTO shared_state_count AS c (workflow_id, hour, organization, count)
            SELECT e.workflow_id, date_trunc('hour', now(), 'UTC'), coalesce(e.organization, ''),
              sum(t.changes)
            FROM unnest(?::uuid[], ?::int[]) AS t (id, changes) JOIN execution_all e ON e.id = t.id
            WHERE e.id = ANY (?::uuid[])
            GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
            ON CONFLICT (workflow_id, hour, organization)
              DO UPDATE SET count = c.count + excluded.count
            """,
        Sql.column("uuid", changed, SharedStateChange::execution),
        Sql.column("int4", changed, SharedStateChange::changes),
        Sql.column("uuid", changed, SharedStateChange::execution));
  }
}
