package io.sluice.admin.results;

import io.sluice.admin.analytics.DurationDigest;
import io.sluice.admin.analytics.WorkflowRunTimes;
import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.identity.Organizations;
import io.sluice.api.WorkflowView;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Statistics of workflows over the last 24 hours, from the counts by hour and the sums of
 * analytics. Safe on every thread.
 */
@Singleton
public final class WorkflowCounts {

  private static final Duration DAY = Duration.ofHours(24);

  private final Database database;
  private final InstantSource clock;

  WorkflowCounts(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  private static final class Sums {
    private final Map<String, Long> statuses = new TreeMap<>();
    private DurationDigest durations = new DurationDigest();
    private long sharedStateChanges;

    WorkflowView.Stats stats() {
      return new WorkflowView.Stats(
          statuses, durations.quantile(0.5), durations.quantile(0.95), sharedStateChanges);
    }
  }

  /**
   * The statistics of each workflow, over the executions that are visible; the first hour from its
   * beginning.
   */
  public Map<UUID, WorkflowView.Stats> lastDay(List<UUID> workflows, Organizations sees) {
    Instant from = clock.instant().minus(DAY).truncatedTo(ChronoUnit.HOURS);
    Map<UUID, Sums> sums =
        database.transaction(
            connection -> {
              Map<UUID, Sums> all = sums(connection, workflows, from, sees);
              addSharedState(connection, workflows, from, sees, all);
              WorkflowRunTimes.since(connection, workflows, from, sees)
                  .forEach(
                      (id, times) -> all.computeIfAbsent(id, _ -> new Sums()).durations = times);
              return all;
            });
    var stats = new HashMap<UUID, WorkflowView.Stats>();
    workflows.forEach(id -> stats.put(id, sums.getOrDefault(id, new Sums()).stats()));
    return stats;
  }

  private static Map<UUID, Sums> sums(
      Connection connection, List<UUID> workflows, Instant from, Organizations sees)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            """
            SELECT workflow_id, status, sum(count)::bigint AS count FROM execution_count
            WHERE workflow_id = ANY (?::uuid[]) AND hour >= ?
              AND (? OR organization = ANY (?::text[]))
            GROUP BY workflow_id, status
            """)) {
      Columns.array(select, 1, "uuid", workflows, id -> id);
      Columns.bind(select, 2, from);
      select.setBoolean(3, sees.all());
      Columns.array(select, 4, "text", sees.words(), word -> word);
      var sums = new HashMap<UUID, Sums>();
      try (var row = select.executeQuery()) {
        while (row.next()) {
          Sums of = sums.computeIfAbsent(Columns.uuid(row, "workflow_id"), _ -> new Sums());
          of.statuses.merge(row.getString("status"), row.getLong("count"), Long::sum);
        }
      }
      return sums;
    }
  }

  private static void addSharedState(
      Connection connection,
      List<UUID> workflows,
      Instant from,
      Organizations sees,
      Map<UUID, Sums> sums)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            """
            SELECT workflow_id, sum(count)::bigint AS count FROM shared_state_count
            WHERE workflow_id = ANY (?::uuid[]) AND hour >= ?
              AND (? OR organization = ANY (?::text[]))
            GROUP BY workflow_id
            """)) {
      Columns.array(select, 1, "uuid", workflows, id -> id);
      Columns.bind(select, 2, from);
      select.setBoolean(3, sees.all());
      Columns.array(select, 4, "text", sees.words(), word -> word);
      try (var row = select.executeQuery()) {
        while (row.next()) {
          sums.computeIfAbsent(Columns.uuid(row, "workflow_id"), _ -> new Sums())
                  .sharedStateChanges =
              row.getLong("count");
        }
      }
    }
  }
}
