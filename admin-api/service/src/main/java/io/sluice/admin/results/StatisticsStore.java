package io.sluice.admin.results;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.admin.identity.Organizations;
import io.sluice.api.ExecutionStatistics;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of statistics, from sums and counts by hour. */
@Singleton
final class StatisticsStore {

  private static final String COUNTS =
      """
      WITH asked AS (SELECT ?::timestamptz AS since, ?::uuid AS workflow, ?::boolean AS every,
        ?::text[] AS organizations)
      SELECT c.status, c.error_type, sum(c.count)::bigint AS count
      FROM asked a JOIN execution_count c ON c.workflow_id = a.workflow AND c.hour >= a.since
        AND (a.every OR c.organization = ANY (a.organizations))
      GROUP BY c.status, c.error_type
      """;

  /** The sums of hours that have them, and the counts of the others: the last two or three. */
  private static final String SUMS =
      """
      WITH asked AS (SELECT ?::timestamptz AS since, ?::uuid AS workflow, ?::boolean AS every,
        ?::text[] AS organizations)
      SELECT n.status, n.error_type, sum(n.count)::bigint AS count FROM (
        SELECT t.status, t.error_type, t.count FROM asked a JOIN execution_total t
          ON t.hour >= a.since AND t.workflow_id IS NULL AND t.organization IS NULL
          WHERE a.every AND a.workflow IS NULL
        UNION ALL
        SELECT t.status, t.error_type, t.count FROM asked a JOIN execution_total t
          ON t.hour >= a.since AND t.workflow_id IS NULL AND t.organization = ANY (a.organizations)
          WHERE NOT a.every
        UNION ALL
        SELECT t.status, t.error_type, t.count FROM asked a JOIN execution_total t
          ON t.hour >= a.since AND t.workflow_id = a.workflow AND t.organization IS NULL
          WHERE a.every
        UNION ALL
        SELECT c.status, c.error_type, c.count FROM asked a
          CROSS JOIN LATERAL generate_series(a.since, now(), interval '1 hour') h(hour)
          JOIN execution_count c ON c.hour = h.hour
            AND (a.workflow IS NULL OR c.workflow_id = a.workflow)
            AND (a.every OR c.organization = ANY (a.organizations))
          WHERE NOT EXISTS (SELECT FROM execution_total_hour t WHERE t.hour = h.hour)) n
      GROUP BY n.status, n.error_type
      """;

  private final Database database;
  private final InstantSource clock;

  StatisticsStore(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * The statistics of the last hours, the first hour from its beginning.
   *
   * @param workflow name or id; all workflows if absent
   * @param sees organizations whose executions are counted
   */
  ExecutionStatistics of(int hours, @Nullable String workflow, Organizations sees) {
    Instant from = clock.instant().minus(Duration.ofHours(hours)).truncatedTo(ChronoUnit.HOURS);
    return database.read(
        connection -> {
          Optional<UUID> id = workflow == null ? Optional.empty() : find(connection, workflow);
          if (workflow != null && id.isEmpty()) {
            return new ExecutionStatistics(hours, from, 0, new TreeMap<>(), new TreeMap<>());
          }
          UUID of = id.orElse(null);
          // A workflow by organizations is in no sum; its counts are those of one workflow.
          return of != null && !sees.all()
              ? read(connection, COUNTS, hours, from, of, sees)
              : read(connection, SUMS, hours, from, of, sees);
        });
  }

  private static Optional<UUID> find(Connection connection, String workflow) throws SQLException {
    return Sql.first(
        connection,
        "SELECT id FROM workflow WHERE ? IN (name, id::text)",
        row -> Columns.uuid(row, "id"),
        workflow);
  }

  private static ExecutionStatistics read(
      Connection connection,
      String sql,
      int hours,
      Instant from,
      @Nullable UUID workflow,
      Organizations sees)
      throws SQLException {
    try (var select = connection.prepareStatement(sql)) {
      Columns.bind(select, 1, from);
      select.setObject(2, workflow, Types.OTHER);
      select.setBoolean(3, sees.all());
      Columns.array(select, 4, "text", sees.words(), word -> word);
      try (var row = select.executeQuery()) {
        return sum(row, hours, from);
      }
    }
  }

  private static ExecutionStatistics sum(ResultSet row, int hours, Instant from)
      throws SQLException {
    Map<String, Long> statuses = new TreeMap<>();
    Map<String, Long> errorTypes = new TreeMap<>();
    long total = 0;
    while (row.next()) {
      long count = row.getLong("count");
      total += count;
      statuses.merge(row.getString("status"), count, Long::sum);
      if (!row.getString("error_type").isEmpty()) {
        errorTypes.merge(row.getString("error_type"), count, Long::sum);
      }
    }
    return new ExecutionStatistics(hours, from, total, statuses, errorTypes);
  }
}
