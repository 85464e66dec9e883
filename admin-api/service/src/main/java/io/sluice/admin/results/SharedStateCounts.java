package io.sluice.admin.results;

import io.sluice.admin.database.Columns;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * Counts by hour how often attempts of a workflow changed, or may have changed, state of their
 * whole JVM. Rare, so one statement for those of a transaction.
 */
@Singleton
public final class SharedStateCounts {

  /** The changes of one attempt of an execution. */
  public record Changed(UUID execution, int changes) {}

  /** Counts changes in the transaction that records the attempts. */
  public void add(Connection connection, List<Changed> changed) throws SQLException {
    if (changed.isEmpty()) {
      return;
    }
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO shared_state_count AS c (workflow_id, hour, organization, count)
            SELECT e.workflow_id, date_trunc('hour', now(), 'UTC'), coalesce(e.organization, ''),
              sum(t.changes)
            FROM unnest(?::uuid[], ?::int[]) AS t (id, changes) JOIN execution e ON e.id = t.id
            GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
            ON CONFLICT (workflow_id, hour, organization)
              DO UPDATE SET count = c.count + excluded.count
            """)) {
      Columns.array(insert, 1, "uuid", changed, Changed::execution);
      Columns.array(insert, 2, "int4", changed, Changed::changes);
      insert.executeUpdate();
    }
  }
}
