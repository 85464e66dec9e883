package io.sluice.admin.analytics;

import static io.restassured.RestAssured.given;
import static java.time.temporal.TemporalAdjusters.previous;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.sluice.admin.Api;
import io.sluice.admin.Bundles;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.TestWorker;
import io.sluice.admin.database.Database;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.EventKind;
import io.sluice.queue.QueueScripts;
import jakarta.inject.Inject;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings({
  "NullAway.Init",
  "TimeInStaticInitializer" // A day of the past, which is the same for all tests.
})
class AnalyticsTest {

  private static final String PATH = "/api/analytics";
  private static final LocalDate MONDAY =
      LocalDate.now(ZoneOffset.UTC).minusWeeks(1).with(previous(DayOfWeek.MONDAY));
  private static final String DAY =
      "from=" + MONDAY + "T00:00:00Z&to=" + MONDAY.plusDays(1) + "T00:00:00Z";

  @Inject Database database;
  @Inject QueueScripts queue;
  @Inject Rows rows;
  @Inject Bundles bundles;

  /** Each test has an organization of its own, by which it asks. */
  private final String ours = "analytics-" + UUID.randomUUID().toString().substring(0, 8);

  private TestWorker worker;

  @BeforeEach
  void aWorker() {
    Api.awaitWorkflow("echo");
    worker = new TestWorker(queue, "worker-analytics");
  }

  @Test
  void everyEndCountsOnceWithItsTimesAndItsError() {
    bundles.register("analysed");
    run(submit("analysed"), "SUCCESS", null);
    run(submit("analysed"), "FAILED", "com.example.Mine");
    String cancelled = submit("analysed");
    Api.post("/api/executions/" + cancelled + "/cancel", "{}");
    Api.awaitStatus(cancelled, "CANCELLED");

    JsonPath analytics = counted("organization=" + ours, "total.ended", 3);

    assertThat(analytics.getMap("total.statuses"))
        .isEqualTo(Map.of("SUCCESS", 1, "FAILED", 1, "CANCELLED", 1));
    assertThat(analytics.getDouble("total.success_ratio")).isEqualTo(0.5);
    assertThat(analytics.getInt("total.run.count")).isEqualTo(2);
    assertThat(analytics.getInt("total.run.p50_ms")).isEqualTo(12);
    assertThat(analytics.getInt("total.queue.count")).isEqualTo(2);
    assertThat(analytics.getInt("total.queue.p99_ms")).isNotNegative();
    assertThat(analytics.getString("errors[0].error_type")).isEqualTo("com.example.Mine");
    assertThat(analytics.getString("errors[0].workflow_name")).isEqualTo("analysed");
    assertThat(analytics.getInt("errors[0].count")).isOne();
    assertThat(analytics.getList("series")).hasSize(30);
    assertThat(analytics.getInt("series[29].figures.ended")).isEqualTo(3);
    assertThat(analytics.getInt("series[28].figures.ended")).isZero();
    JsonPath hours = get("bucket=hour&organization=" + ours).jsonPath();
    assertThat(hours.getList("series")).hasSize(24);
    assertThat(hours.getInt("total.ended")).isEqualTo(3);
    assertThat(get("workflow=analysed").<Integer>path("total.ended")).isEqualTo(3);
    assertThat(get("workflow=analysed&organization=" + ours).<Integer>path("total.statuses.FAILED"))
        .isOne();
    assertThat(get("workflow=none&organization=" + ours).<Integer>path("total.ended")).isZero();
  }

  @Test
  void savingsArePlannedWhenAnActionIsAskedForAndRealisedWhenItSucceeds() {
    String agent = ours + "-agent";
    String first = ask("echo", agent, "");
    ask("echo", agent, "");
    run(first, "SUCCESS", null);

    JsonPath analytics = counted("agent=" + agent, "total.ended", 1);

    assertThat(analytics.getInt("total.actions.asked")).isEqualTo(2);
    assertThat(analytics.getDouble("total.actions.planned.eur")).isEqualTo(2401.0);
    assertThat(analytics.getDouble("total.actions.realised.eur")).isEqualTo(1200.5);
    assertThat(analytics.getMap("total.actions.types")).isEqualTo(Map.of("echo", 1));
    assertThat(analytics.getMap("total.actions.agents")).isEqualTo(Map.of(agent, 1));
    assertThat(get("type=echo&agent=" + agent).<Integer>path("total.actions.asked")).isEqualTo(2);
    assertThat(get("type=none&agent=" + agent).<Integer>path("total.actions.asked")).isZero();
    assertThat(get("organization=" + ours).<Map<?, ?>>path("total.actions.agents"))
        .isEqualTo(Map.of(agent, 1));
  }

  @Test
  void decisionsHaveTheirTimesButWhatExpiredHasNone() {
    String person = ours + "-voter";
    String token = rows.tokenOf(person, "viewer");
    String council =
        Api.post(
                "/api/councils",
                "{\"name\":\""
                    + ours
                    + "\",\"members\":[\""
                    + person
                    + "\"],\"quorum\":1,"
                    + "\"deadline_seconds\":3600}")
            .path("id");
    String approved = ask("echo", ours, ",\"assigned_council_id\":\"" + council + "\"");
    String expired = ask("echo", ours, ",\"assigned_council_id\":\"" + council + "\"");
    rows.change(
        "UPDATE action SET created_at = created_at - interval '100 seconds' WHERE id = ?",
        approved);
    given()
        .header("Authorization", "Bearer " + token)
        .contentType("application/json")
        .body("{\"action_id\":\"" + approved + "\",\"vote\":\"approve\"}")
        .post("/api/council/vote")
        .then()
        .statusCode(200);
    rows.change("UPDATE action SET decide_by = now() WHERE id = ?", expired);
    Api.awaitStatus(expired, "CANCELLED");

    JsonPath analytics = counted("agent=" + ours, "approvals.decisions.expired", 1);

    assertThat(analytics.getInt("approvals.decisions.approved")).isOne();
    assertThat(analytics.getInt("approvals.took.count")).isOne();
    assertThat(analytics.getDouble("approvals.took.p50_ms")).isBetween(99_000.0, 200_000.0);
    assertThat(analytics.getString("errors[0].error_type")).isEqualTo("ApprovalRejected");
  }

  @Test
  void aViewerSeesOwnOrganizationsOnly() {
    String other = ours + "-other";
    facts(ours, "SUCCESS", "", 3, 10);
    facts(other, "FAILED", "mine.Secret", 4, 20);
    counted(DAY + "&organization=" + other, "total.ended", 4);
    String viewer = rows.token("viewer", ours);

    JsonPath seen = as(viewer, "?" + DAY).jsonPath();

    assertThat(seen.getInt("total.ended")).isEqualTo(3);
    assertThat(seen.getList("errors")).isEmpty();
    assertThat(as(viewer, "?" + DAY + "&organization=" + other).<Integer>path("total.ended"))
        .isZero();
    assertThat(as(viewer, "?" + DAY + "&workflow=echo").<Integer>path("total.ended")).isEqualTo(3);
    assertThat(as(viewer, ".csv?" + DAY).asString())
        .contains(MONDAY + "T00:00:00Z,status,SUCCESS,3\r\n")
        .doesNotContain("Secret");
  }

  /** Eight instances at once, while facts come in: each fact is in each sum once. */
  @Test
  void noFactIsLostOrCountedTwice() throws Exception {
    try (var executor = Executors.newFixedThreadPool(8)) {
      var work = new ArrayList<Callable<Object>>();
      for (int i = 0; i < 40; i++) {
        work.add(
            () -> {
              facts(ours, "SUCCESS", "", 50, 1_000);
              return database.upkeep(connection -> AnalyticsSums.addSome(connection, 97));
            });
      }
      for (Future<Object> each : executor.invokeAll(work)) {
        each.get();
      }
    }

    JsonPath analytics = counted(DAY + "&organization=" + ours, "total.ended", 2_000);

    assertThat(analytics.getInt("total.run.count")).isEqualTo(2_000);
    assertThat(
            get(DAY + "&bucket=hour&organization=" + ours)
                .<Integer>path("series[13].figures.ended"))
        .isEqualTo(2_000);
    assertThat(get(DAY + "&workflow=echo&organization=" + ours).<Integer>path("total.run.count"))
        .isEqualTo(2_000);
  }

  @Test
  void quantilesAreRightToWithinOnePercentOverHoursThatAreMerged() {
    facts(ours, "SUCCESS", "", 90, 1_000);
    facts(ours, "SUCCESS", "", 10, 12_000);

    JsonPath analytics = counted(DAY + "&organization=" + ours, "total.ended", 100);

    assertThat(analytics.getDouble("total.run.p50_ms")).isCloseTo(1_000, within(10.0));
    assertThat(analytics.getDouble("total.run.p95_ms")).isCloseTo(12_000, within(120.0));
    assertThat(analytics.getDouble("series[0].figures.run.p99_ms"))
        .isCloseTo(12_000, within(120.0));
  }

  @Test
  void stuckExecutionsAreShownByWeekdayAndHour() {
    facts(ours, "FAILED", "ExecutionStuck", 5, 10);

    for (String bucket : new String[] {"hour", "day"}) {
      JsonPath analytics =
          counted(DAY + "&bucket=" + bucket + "&organization=" + ours, "total.ended", 5);

      assertThat(analytics.getList("stuck")).hasSize(1);
      assertThat(analytics.getInt("stuck[0].weekday")).isOne();
      assertThat(analytics.getInt("stuck[0].hour")).isEqualTo(13);
      assertThat(analytics.getInt("stuck[0].count")).isEqualTo(5);
    }
  }

  /** Nobody can read executions and actions meanwhile: only the sums are read. */
  @Test
  void itAnswersWithoutReadingExecutions() {
    facts(ours, "SUCCESS", "", 7, 10);
    counted(DAY + "&organization=" + ours, "total.ended", 7);

    int ended =
        database.transaction(
            connection -> {
              try (var lock = connection.createStatement()) {
                lock.execute(
                    "LOCK TABLE execution, execution_history, action, execution_count, attempt"
                        + " IN ACCESS EXCLUSIVE MODE");
              }
              return get(DAY + "&workflow=echo&organization=" + ours).path("total.ended");
            });

    assertThat(ended).isEqualTo(7);
  }

  @Test
  void theNameOfAnErrorIsNoFormulaInASpreadsheet() {
    facts(ours, "FAILED", "=cmd|' /C calc'!A0", 1, 10);
    counted(DAY + "&organization=" + ours, "total.ended", 1);

    Response csv = Api.get(PATH + ".csv?" + DAY + "&organization=" + ours);

    assertThat(csv.contentType()).startsWith("text/csv");
    assertThat(csv.header("Content-Disposition")).contains("attachment");
    assertThat(csv.asString()).contains(",errors,'=cmd|' /C calc'!A0 in echo,1\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          bucket=week, bucket, is hour or day
          from=yesterday, from, is a time like 2026-01-31T12:00:00.000Z
          to=9999-12-31T23:59:59Z, to, is a time from 1970 to 9998
          to=1, to, is a time like 2026-01-31T12:00:00.000Z
          from=2026-02-02T00:00:00Z&to=2026-02-01T00:00:00Z, from, is before to
          from=2025-01-01T00:00:00Z&to=2026-03-01T00:00:00Z, from, is at most 400 days before to
          bucket=hour&from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z, from, is at most 31 days before to by hour; bucket=day has up to 400
          kind=all, kind, 'is no parameter of this operation; it has agent, bucket, from, organization, to, type, workflow'
          """)
  void aBadRangeIsRefusedWithTheFieldAndTheRemedy(String query, String field, String message) {
    Response refused = get(query);

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.<String>path("errors[0].field")).isEqualTo(field);
    assertThat(refused.<String>path("errors[0].message")).isEqualTo(message);
  }

  private void facts(String organization, String status, String error, int count, long ms) {
    rows.change(
        """
        INSERT INTO analytics_fact (at, organization, workflow_id, type, agent, kind, detail,
          waited_ms, took_ms)
        SELECT ?::timestamptz, ?, id, '', '', ?, ?, 5, ?
        FROM workflow, generate_series(1, ?) WHERE name = 'echo'
        """,
        MONDAY + "T13:05:00Z",
        organization,
        status,
        error,
        ms,
        count);
  }

  /** Counts the facts, without the wait of the compactor, until the figure is there. */
  private JsonPath counted(String query, String path, int value) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              int _ = database.upkeep(connection -> AnalyticsSums.addSome(connection, 5_000));
              return get(query).<Integer>path(path);
            },
            number -> number != null && number == value);
    return get(query).jsonPath();
  }

  private static Response get(String query) {
    return Api.get(PATH + "?" + query);
  }

  private static Response as(String token, String rest) {
    return given().header("Authorization", "Bearer " + token).get(PATH + rest);
  }

  private String submit(String workflow) {
    return Api.submit(
        "{\"workflow\":\"" + workflow + "\",\"organization\":\"" + ours + "\",\"max_retries\":0}");
  }

  private String ask(String type, String agent, String more) {
    return Api.post(
            "/api/workflow_actions",
            """
            {"workflow_type_id": "%s", "created_by_agent": "%s", "organization": "%s",
             "calculated_savings": {"eur": 1200.5}%s}
            """
                .formatted(type, agent, ours, more))
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private void run(String id, String status, @Nullable String error) {
    ClaimedExecution claimed = worker.claim(id);
    worker.start(claimed);
    worker.complete(
        claimed.attempt(),
        EventKind.RESULT,
        error == null
            ? worker.outcome(status, null, null, "1", null)
            : worker.outcome(status, error, "no", null, null));
    Api.awaitStatus(id, status);
  }
}
