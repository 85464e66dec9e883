package io.sluice.admin.analytics;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Sql;
import io.sluice.admin.identity.Organizations;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Run times of workflows, from the sums by hour. Runs in the caller's transaction. */
public final class WorkflowRunTimes {
  private WorkflowRunTimes() {}

  /**
   * The run times of the executions that have ended, by workflow; workflows without one are left
   * out.
   *
   * @param since the beginning of an hour
   * @param sees organizations whose executions count
   */
  public static Map<UUID, DurationDigest> since(
      Connection connection, List<UUID> workflows, Instant since, Organizations sees)
      throws SQLException {
    var digests = new HashMap<UUID, DurationDigest>();
    Sql.Row<DurationDigest> merge =
        row ->
            digests.merge(Columns.uuid(row, "workflow_id"), digest(row), WorkflowRunTimes::merged);
    Sql.list(
        connection,
        """
        SELECT workflow_id, took FROM analytics_sum
        WHERE span = 'hour' AND scope = CASE WHEN ? THEN 'workflow' ELSE 'exact' END
          AND organization = ANY (?::text[]) AND workflow_id = ANY (?::uuid[]) AND at >= ?
          AND kind = ANY (?::text[]) AND took IS NOT NULL
        """,
        merge,
        sees.all(),
        Sql.texts(sees.all() ? List.of("") : sees.words()),
        Sql.column("uuid", workflows, id -> id),
        since,
        Sql.texts(AnalyticsCell.ENDS));
    return digests;
  }

  private static DurationDigest digest(ResultSet row) throws SQLException {
    return DurationDigest.of(row.getBytes("took"));
  }

  private static DurationDigest merged(DurationDigest sum, DurationDigest more) {
    sum.add(more);
    return sum;
  }
}
