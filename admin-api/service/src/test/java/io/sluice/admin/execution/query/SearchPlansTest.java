package io.sluice.admin.execution.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.database.Database;
import io.sluice.admin.execution.ExecutionIds;
import io.sluice.admin.execution.query.ExecutionQuery.Filter;
import io.sluice.admin.execution.query.ExecutionSelect.Search;
import io.sluice.admin.identity.Organizations;
import jakarta.inject.Inject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks by the plans of PostgreSQL what a search reads: how many rows, of which partitions. */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@Tag("slow")
@SuppressWarnings("NullAway.Init")
class SearchPlansTest {

  private static final int DAYS = 10;
  private static final int OF_A_DAY = 2_400;
  private static final int LIMIT = 51;

  @Inject Rows rows;
  @Inject Database database;
  @Inject ExecutionSelect select;
  @Inject ObjectMapper json;

  /** Rows and partitions that the statements of a search have read. */
  private record Reading(long rowsRead, Set<String> tables) {}

  @BeforeEach
  void aHistory() {
    Api.awaitWorkflow("echo");
    if (rows.number("SELECT count(*) FROM execution_history WHERE created_by = 'plans'") > 0) {
      return;
    }
    for (int day = 1; day <= DAYS; day++) {
      rows.number(
          "SELECT create_day_partition('execution_history', ((now() - ?::interval) AT TIME ZONE"
              + " 'UTC')::date)::int",
          day + " days");
    }
    rows.change(
        """
        INSERT INTO execution_history (id, workflow_id, organization, status, priority, shard,
          epoch, max_retries, worker_id, labels, error_type, run_ms, created_at, created_by,
          queued_at, finished_at)
        SELECT overlay(execution_id_at(t)::text placing right(gen_random_uuid()::text, 12)
            from 25)::uuid, w.id, 'plans-' || n % 7,
          CASE WHEN n % 10 = 0 THEN 'FAILED' ELSE 'SUCCESS' END, 1, 'q0', 1, 0, 'worker-' || n % 5,
          jsonb_build_object('n', n::text), CASE WHEN n % 10 = 0 THEN 'Often' END, n, t, 'plans', t, t
        FROM (SELECT n, now() - (n::float8 / ?) * interval '1 day' AS t
          FROM generate_series(1, ?) n) s, workflow w WHERE w.name = 'echo'
        """,
        OF_A_DAY, DAYS * OF_A_DAY);
    database.transaction(
        connection -> {
          try (var analyze = connection.createStatement()) {
            return analyze.execute("ANALYZE execution_history");
          }
        });
  }

  static List<Filter> frequent() {
    return List.of(
        filter(List.of(), null, null, null, null, null),
        filter(List.of("SUCCESS"), null, null, null, null, null),
        filter(List.of("FAILED"), null, null, null, null, null),
        filter(List.of(), "echo", null, null, null, null),
        filter(List.of(), null, "Often", null, null, null),
        filter(List.of(), null, null, "worker-1", null, null),
        filter(List.of(), null, null, null, "plans-3", null),
        filter(List.of(), null, null, null, null, "echo"));
  }

  @ParameterizedTest
  @MethodSource("frequent")
  void theFirstPageOfWhatIsFrequentReadsTheNewestRowsOnly(Filter filter) {
    Reading reading = read(filter, null);

    assertThat(reading.rowsRead()).isLessThan(2_000);
    assertThat(reading.tables())
        .filteredOn(table -> table.startsWith("execution_history"))
        .hasSizeLessThanOrEqualTo(3);
  }

  static List<Filter> rare() {
    return List.of(
        filter(List.of(), "none", null, null, null, null),
        filter(List.of(), null, "Never", null, null, null),
        filter(List.of(), null, null, "worker-none", null, null),
        filter(List.of(), null, null, null, "plans-none", null),
        filter(List.of("CANCELLED"), null, null, null, "plans-none", null),
        filter(List.of(), null, null, null, null, "nothing"),
        new Filter(List.of(), null, null, null, null, Map.entry("n", "none"), null, false));
  }

  @ParameterizedTest
  @MethodSource("rare")
  void whatDoesNotExistIsNotSearchedRowByRow(Filter filter) {
    assertThat(read(filter, null).rowsRead()).isLessThan(3_000);
  }

  @Test
  void aRangeOfTimeReadsItsPartitionsOnly() {
    Instant end = Instant.now().minus(Duration.ofDays(5));
    ExecutionQuery query =
        new ExecutionQuery(
            filter(List.of("SUCCESS"), null, null, null, null, null),
            ExecutionIds.first(end.minusSeconds(7200)),
            ExecutionIds.first(end),
            null,
            LIMIT);

    Reading reading = read(query);

    assertThat(reading.rowsRead()).isLessThan(500);
    assertThat(reading.tables()).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void whatHasEndedIsNotSearchedAmongWhatWaitsNorTheOtherWayRound() {
    assertThat(read(filter(List.of("SUCCESS"), null, null, null, null, null), null).tables())
        .allMatch(table -> table.startsWith("execution_history"));
    assertThat(
            read(filter(List.of("PENDING", "RUNNING"), null, null, null, null, null), null)
                .tables())
        .noneMatch(table -> table.startsWith("execution_history"));
  }

  private static Filter filter(
      List<String> statuses,
      @Nullable String workflow,
      @Nullable String error,
      @Nullable String worker,
      @Nullable String organization,
      @Nullable String q) {
    return new Filter(statuses, workflow, error, worker, organization, null, q, false);
  }

  private Reading read(Filter filter, @Nullable Instant before) {
    return read(
        new ExecutionQuery(
            filter, null, before == null ? null : ExecutionIds.first(before), null, LIMIT));
  }

  /** Reads ranges until a page is full, as the finder does, but without its limit of time. */
  private Reading read(ExecutionQuery query) {
    return database.transaction(
        connection -> {
          var plans = new ArrayList<JsonNode>();
          Connection explaining = explaining(connection, plans);
          Search search = select.search(connection, query, Organizations.ALL);
          int found = 0;
          SearchWindow window =
              search.isEmpty()
                  ? null
                  : SearchWindow.newest(query.from(), query.before(), Instant.now());
          while (window != null && found < LIMIT) {
            found += select.newest(explaining, search, window, LIMIT - found).size();
            window = window.older(query.from(), Duration.ofMillis(1), Duration.ofSeconds(1));
          }
          var tables = new HashSet<String>();
          long sum = plans.stream().mapToLong(plan -> read(plan, tables)).sum();
          return new Reading(sum, tables);
        });
  }

  /** Sums the rows that the scans of a plan have read, and collects their tables. */
  private static long read(JsonNode node, Set<String> tables) {
    long sum = 0;
    long loops = node.path("Actual Loops").asLong();
    if (node.has("Relation Name")
        && !node.path("Relation Name").asText().equals("workflow")
        && loops > 0) {
      long rows =
          loops
              * (node.path("Actual Rows").asLong()
                  + node.path("Rows Removed by Filter").asLong()
                  + node.path("Rows Removed by Index Recheck").asLong());
      sum += rows;
      if (rows > 0) {
        tables.add(node.path("Relation Name").asText());
      }
    }
    for (JsonNode child : node.path("Plans")) {
      sum += read(child, tables);
    }
    return sum;
  }

  /** A connection whose queries are explained with the same values before they run. */
  private Connection explaining(Connection connection, List<JsonNode> plans) {
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, values) ->
                method.getName().equals("prepareStatement")
                    ? explaining(connection, (String) values[0], plans)
                    : call(connection, method, values));
  }

  private PreparedStatement explaining(Connection connection, String sql, List<JsonNode> plans)
      throws SQLException {
    PreparedStatement query = connection.prepareStatement(sql);
    PreparedStatement explain =
        connection.prepareStatement("EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) " + sql);
    return (PreparedStatement)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {PreparedStatement.class},
            (_, method, values) -> {
              if (method.getName().startsWith("set") || method.getName().equals("close")) {
                call(explain, method, values);
              } else if (method.getName().equals("executeQuery")) {
                try (var row = explain.executeQuery()) {
                  row.next();
                  plans.add(json.readTree(row.getString(1)).path(0).path("Plan"));
                }
              }
              return call(query, method, values);
            });
  }

  private static @Nullable Object call(
      Object target, Method method, @Nullable Object @Nullable [] values) throws Throwable {
    try {
      return method.invoke(target, values);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
