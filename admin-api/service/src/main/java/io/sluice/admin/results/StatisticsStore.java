package io.sluice.admin.results;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.identity.Organizations;
import io.sluice.api.ExecutionStatistics;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** SQL that sums the counts by hour. */
@Singleton
final class StatisticsStore {

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
          try (var select =
              connection.prepareStatement(
                  """
                  SELECT status, error_type, sum(count)::bigint AS count FROM execution_count
                  WHERE hour >= ? AND (?::text IS NULL
                    OR workflow_id IN (SELECT id FROM workflow WHERE ?::text IN (name, id::text)))
                    AND (? OR organization = ANY (?::text[]))
                  GROUP BY status, error_type
                  """)) {
            Columns.bind(select, 1, from);
            select.setString(2, workflow);
            select.setString(3, workflow);
            select.setBoolean(4, sees.all());
            Columns.array(select, 5, "text", sees.words(), word -> word);
            try (var row = select.executeQuery()) {
              return sum(row, hours, from);
            }
          }
        });
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
