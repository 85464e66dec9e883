package io.sluice.admin.results;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class StatisticsTest {

  private static final String PATH = "/api/executions/stats";

  @Inject Database database;
  @Inject QueueScripts queue;
  @Inject Rows rows;
  @Inject Bundles bundles;

  @Test
  void everyEndIsCountedWhoeverBroughtItAbout() {
    bundles.register("counted");
    var worker = new TestWorker(queue, "worker-statistics");
    String succeeds = submit();
    ClaimedExecution first = worker.claim(succeeds);
    worker.start(first);
    worker.succeed(first.attempt(), "1");
    Api.awaitStatus(succeeds, "SUCCESS");
    String fails = submit();
    ClaimedExecution second = worker.claim(fails);
    worker.start(second);
    worker.complete(
        second.attempt(),
        EventKind.RESULT,
        worker.outcome("FAILED", "com.example.Mine", "no", null, null));
    Api.awaitStatus(fails, "FAILED");
    String cancelled = submit();
    Api.post("/api/executions/" + cancelled + "/cancel", "{}");
    Api.awaitStatus(cancelled, "CANCELLED");

    JsonPath counted = Api.get(PATH + "?workflow=counted").jsonPath();

    assertThat(counted.getInt("total")).isEqualTo(3);
    assertThat(counted.getMap("statuses"))
        .containsEntry("SUCCESS", 1)
        .containsEntry("FAILED", 1)
        .containsEntry("CANCELLED", 1);
    assertThat(counted.getMap("error_types", String.class, Integer.class))
        .containsOnlyKeys("other");
  }

  @Test
  void whatExecutionsChangedOfTheirJvmIsCountedForTheirWorkflow() {
    bundles.register("changes-jvm");
    var worker = new TestWorker(queue, "worker-changes");
    for (int changes = 1; changes <= 2; changes++) {
      String id = Api.submit("{\"workflow\":\"changes-jvm\"}");
      ClaimedExecution claimed = worker.claim(id);
      worker.start(claimed);
      worker.complete(
          claimed.attempt(),
          EventKind.RESULT,
          worker.outcome("SUCCESS", null, null, "1", null).withSharedStateChanges(changes));
      Api.awaitStatus(id, "SUCCESS");
    }

    assertThat(Api.get("/api/workflows/changes-jvm").<Integer>path("stats.shared_state_changes"))
        .isEqualTo(3);
    bundles.register("changes-nothing");
    assertThat(
            Api.get("/api/workflows/changes-nothing").<Integer>path("stats.shared_state_changes"))
        .isZero();
  }

  @Test
  void whatEndedBeforeTheHoursIsNotCounted() {
    bundles.register("counted-once");
    rows.change(
        "INSERT INTO execution_count (hour, workflow_id, organization, status, error_type, bucket,"
            + " slot, count) SELECT date_trunc('hour', now(), 'UTC') - interval '3 hours', id, 'ours',"
            + " 'SUCCESS', '', -1, 0, 7 FROM workflow WHERE name = 'counted-once'");

    noSums();

    assertThat(total("hours=1&workflow=counted-once")).isZero();
    assertThat(total("hours=4&workflow=counted-once")).isEqualTo(7);
    assertThat(total("hours=4&workflow=no-such")).isZero();
  }

  @Test
  void sumsOfPastHoursSayTheSameAsTheirCounts() {
    bundles.register("summed");
    for (String organization : List.of("sum-a", "sum-b")) {
      for (int hour = 3; hour <= 5; hour++) {
        rows.change(
            "INSERT INTO execution_count (hour, workflow_id, organization, status, error_type,"
                + " bucket, slot, count) SELECT date_trunc('hour', now(), 'UTC') - ?::interval, id,"
                + " ?, 'SUCCESS', '', -1, 0, 7 FROM workflow WHERE name = 'summed'",
            hour + " hours",
            organization);
      }
    }
    noSums();
    int before = total("hours=100");

    await().atMost(Duration.ofSeconds(60)).until(() -> sumsOf("sum-a") == 3);

    assertThat(total("hours=100")).isEqualTo(before);
    assertThat(total("hours=100&workflow=summed")).isEqualTo(42);
    String token = rows.token("viewer", "sum-a");
    assertThat(
            given()
                .header("Authorization", "Bearer " + token)
                .get(PATH + "?hours=100")
                .<Integer>path("total"))
        .isEqualTo(21);
    assertThat(
            given()
                .header("Authorization", "Bearer " + token)
                .get(PATH + "?hours=100&workflow=summed")
                .<Integer>path("total"))
        .isEqualTo(21);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 721, -1})
  void theHoursAreWithinAMonth(int hours) {
    assertThat(Api.get(PATH + "?hours=" + hours).statusCode()).isEqualTo(422);
  }

  /** As before the past hours were summed: a late count is in the sum of its hour an hour later. */
  private void noSums() {
    rows.change("TRUNCATE execution_total, execution_total_hour");
  }

  private long sumsOf(String organization) {
    while (database.transaction(
        connection -> StatisticsRollup.sumNext(connection, Instant.now()))) {
      // One hour after the other.
    }
    return rows.number("SELECT count(*) FROM execution_total WHERE organization = ?", organization);
  }

  private static int total(String query) {
    return Api.get(PATH + "?" + query).path("total");
  }

  private static String submit() {
    return Api.submit("{\"workflow\":\"counted\"}");
  }
}
