package io.sluice.admin.circuitbreaker;

import static io.restassured.RestAssured.given;
import static io.sluice.admin.TestSystem.TOKEN;
import static io.sluice.admin.TestSystem.USERNAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.sluice.admin.Api;
import io.sluice.admin.Bundles;
import io.sluice.admin.TestSystem;
import io.sluice.admin.TestWorker;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.ControlKeys;
import io.sluice.queue.EventKind;
import io.sluice.queue.QueueScripts;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Follows a stuck report from the stream to the blacklist and the page of administrators. */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class BreakerTest {

  private static final Duration CAP = Duration.ofSeconds(30);
  private static final String DOSSIER =
      """
      {"verdict_kind":"spinning","verdict":"spinning in Spin.loop(Spin.java:7)",
      "top_frame":"test.Spin.loop(Spin.java:7)","fingerprint":"0123456789abcdef"}
      """;
  private static final String SUBMIT = "{\"workflow\":\"sticky\"}";

  @Inject QueueScripts queue;
  @Inject Bundles bundles;
  @Inject RedisDataSource redis;
  @Inject MeterRegistry meters;
  private TestWorker worker;

  @BeforeEach
  void aWorker() {
    worker = new TestWorker(queue, "worker-breaker");
  }

  @Test
  void theFifthStuckExecutionShutsEveryDoor() {
    bundles.register("sticky");
    var told = new CopyOnWriteArrayList<String>();
    var subscriber =
        redis.pubsub(String.class).subscribe(ControlKeys.LIVE, (String event) -> told.add(event));
    double trips = meters.counter("sluice.breaker.trips").count();
    List<ClaimedExecution> five = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      five.add(worker.claim(Api.submit(SUBMIT)));
    }
    worker.start(five);
    ClaimedExecution claimed = worker.claim(Api.submit(SUBMIT));
    String waiting = Api.submit(SUBMIT);

    for (ClaimedExecution each : five.subList(0, 4)) {
      getStuck(each);
    }
    Api.awaitStatus(five.get(3).attempt().executionId(), "FAILED");
    assertThat(Api.post("/api/executions", SUBMIT).statusCode()).as("four").isEqualTo(202);
    getStuck(five.get(4));
    Api.awaitStatus(five.get(4).attempt().executionId(), "FAILED");

    await().atMost(CAP).until(() -> Api.post("/api/executions", SUBMIT).statusCode() == 409);
    assertThat(Api.post("/api/executions", SUBMIT).<String>path("detail"))
        .contains("5 x stuck in 60 min, most often Spin.loop");
    Api.awaitStatus(waiting, "BLOCKED");
    worker.start(claimed);
    assertThat(Api.awaitStatus(claimed.attempt().executionId(), "BLOCKED").getString("error_type"))
        .isEqualTo("WorkflowBlacklisted");
    assertThat(worker.claimUpTo(50))
        .extracting(each -> each.body().workflowName())
        .doesNotContain("sticky");

    JsonPath entry = entry();
    assertThat(entry.getBoolean("automatic")).isTrue();
    assertThat(entry.getInt("stuck_count")).isEqualTo(5);
    assertThat(entry.getString("blacklisted_by")).isEqualTo("circuit-breaker");
    assertThat(meters.counter("sluice.breaker.trips").count()).isEqualTo(trips + 1);
    await()
        .atMost(CAP)
        .until(
            () ->
                told.stream().anyMatch(e -> e.contains("\"workflow_blacklisted\""))
                    && told.stream().anyMatch(e -> e.contains("\"notification\"")));
    subscriber.unsubscribe();

    JsonPath notice =
        Api.get("/api/platform/notifications?unread=true&limit=200")
            .jsonPath()
            .setRootPath("items.find { it.title == 'Workflow sticky was blacklisted' }");
    assertThat(notice.getString("severity")).isEqualTo("warning");
    assertThat(notice.getString("link")).isEqualTo("/platform/diagnostics?tab=blacklist");
    String read = "/api/platform/notifications/" + notice.getString("notification_id") + "/read";
    assertThat(Api.post(read, "").<String>path("read_by")).isEqualTo(USERNAME);
  }

  @Test
  void whatIsKilledBecauseItIgnoredItsCancelCountsLikeAStuckOne() {
    bundles.register("killed");
    double before = killed();

    killFive("killed");

    assertThat(killed()).isEqualTo(before + 5);
    await()
        .atMost(CAP)
        .until(() -> Api.post("/api/executions", "{\"workflow\":\"killed\"}").statusCode() == 409);
  }

  @Test
  void bySettingWhatIsKilledDoesNotCount() {
    bundles.register("killed-uncounted");
    set(0);
    try {
      killFive("killed-uncounted");

      assertThat(
              Api.get("/api/platform/blacklist?limit=200")
                  .jsonPath()
                  .getList("items.workflow_name", String.class))
          .doesNotContain("killed-uncounted");
    } finally {
      set(1);
    }
  }

  private double killed() {
    return meters.get("sluice.executions.killed").counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  private static void set(int value) {
    given()
        .auth()
        .oauth2(TOKEN)
        .contentType("application/json")
        .body("{\"value\":" + value + "}")
        .put("/api/platform/config/stuck_circuit_breaker_counts_killed")
        .then()
        .statusCode(200);
  }

  private void killFive(String workflow) {
    for (int i = 0; i < 5; i++) {
      String id = Api.submit("{\"workflow\":\"" + workflow + "\"}");
      ClaimedExecution claimed = worker.claim(id);
      worker.start(claimed);
      worker.complete(
          claimed.attempt(),
          EventKind.RESULT,
          worker.outcome("FAILED", "x", "spinning", null, DOSSIER).asKilled("TIMEOUT", "Timeout"));
      assertThat(Api.awaitStatus(id, "TIMEOUT").getString("rung")).isEqualTo("kill");
    }
  }

  private static JsonPath entry() {
    return Api.get("/api/platform/blacklist?limit=200")
        .jsonPath()
        .setRootPath("items.find { it.workflow_name == 'sticky' }");
  }

  private void getStuck(ClaimedExecution claimed) {
    worker.complete(
        claimed.attempt(),
        EventKind.STUCK,
        worker.outcome(
            "FAILED", "ExecutionStuck", "spinning in Spin.loop(Spin.java:7)", null, DOSSIER));
  }
}
