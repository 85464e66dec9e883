package io.sluice.admin.circuitbreaker;

import static org.assertj.core.api.Assertions.assertThat;
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
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.EventKind;
import io.sluice.queue.QueueAnswers.StartAnswer;
import io.sluice.queue.QueueKeys;
import io.sluice.queue.QueueScripts;
import io.sluice.queue.RedisConnection;
import io.sluice.queue.StartRequest.Permit;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A release by trial runs: one at a time, alone, until enough succeeded or one ignored its cancel.
 */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class ProbationTest {

  private static final Duration CAP = Duration.ofSeconds(30);
  private static final String DOSSIER =
      "{\"verdict\":\"spinning\",\"top_frame\":\"test.Spin.loop(Spin.java:7)\"}";

  @Inject QueueScripts queue;
  @Inject QueueKeys keys;
  @Inject RedisConnection redis;
  @Inject Bundles bundles;
  @Inject Rows rows;
  private TestWorker worker;

  @BeforeEach
  void aWorker() {
    worker = new TestWorker(queue, "worker-probation");
  }

  @Test
  void enoughSuccessesReleaseItAndWhatWaitsGoesOnAsBefore() {
    String workflow = blacklisted("tried-well");

    Response answer = probation(workflow, "{\"successes\":2,\"reason\":\"mended\"}");

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
    assertThat(answer.<Integer>path("probation.left")).isEqualTo(2);
    assertThat(probation(workflow, "{\"reason\":\"again\"}").statusCode()).isEqualTo(409);
    String first = openedAndSubmitted("tried-well");
    String second = submit("tried-well");
    String third = submit("tried-well");
    String fourth = submit("tried-well");
    ClaimedExecution probe = worker.claim(first);
    assertThat(probe.body().executionModel()).isEqualTo("isolated");
    assertThat(probe.body().exclusive()).isTrue();
    assertThat(record(second)).as("one at a time").isNull();
    assertThat(Api.get("/api/executions/" + second).<String>path("waiting_reason"))
        .isEqualTo("exclusive");

    succeed(probe);
    ClaimedExecution next = worker.claim(second);
    assertThat(entry("tried-well").getInt("probation.left")).isOne();
    assertThat(record(third)).isNull();
    succeed(next);

    ClaimedExecution free = worker.claim(third);
    assertThat(free.body().executionModel()).isNull();
    assertThat(free.body().exclusive()).isFalse();
    ClaimedExecution beside = worker.claim(fourth);
    worker.start(free, beside);
    worker.succeed(free.attempt(), "1");
    worker.succeed(beside.attempt(), "1");
    Api.awaitStatus(third, "SUCCESS");
    Api.awaitStatus(fourth, "SUCCESS");
    assertThat(entry("tried-well").getString("removed_by")).isEqualTo("probation");
    assertThat(locks(workflow)).isZero();
    assertThat(
            rows.number(
                "SELECT count(*) FROM notification WHERE title LIKE 'Workflow tried-well is %'"))
        .as("on probation, and released")
        .isEqualTo(2);
  }

  @Test
  void theFirstThatIgnoresItsCancelBlacklistsItAgain() {
    String workflow = blacklisted("tried-badly");
    probation(workflow, "{\"reason\":\"mended\"}").then().statusCode(202);
    String first = openedAndSubmitted("tried-badly");
    String waiting = submit("tried-badly");
    ClaimedExecution probe = granted(worker.claim(first));

    worker.complete(
        probe.attempt(),
        EventKind.RESULT,
        worker.outcome("TIMEOUT", "TimeoutError", "spinning", null, DOSSIER));

    Api.awaitStatus(first, "TIMEOUT");
    assertThat(Api.awaitStatus(waiting, "BLOCKED").getString("error_type"))
        .isEqualTo("WorkflowBlacklisted");
    assertThat(Api.post("/api/executions", body("tried-badly")).statusCode()).isEqualTo(409);
    JsonPath entry = entry("tried-badly");
    assertThat(entry.getString("probation")).isNull();
    assertThat(entry.getString("reason")).isEqualTo("stuck on probation in Spin.loop");
    assertThat(entry.getInt("stuck_count")).isOne();
    assertThat(locks(workflow)).isZero();
    probation(workflow, "{\"reason\":\"mended again\"}").then().statusCode(202);
    openedAndSubmitted("tried-badly");
    Api.post("/api/executions/" + waiting + "/retry", "").then().statusCode(202);
    assertThat(
            rows.number(
                "SELECT count(*) FROM execution WHERE id = ? AND lock_key IS NOT NULL", waiting))
        .as("a retry is a probe like the others")
        .isOne();
  }

  @Test
  void whatFailsOrStopsInTimeDecidesNothing() {
    String workflow = blacklisted("tried-in-vain");
    probation(workflow, "{\"successes\":3,\"reason\":\"mended\"}").then().statusCode(202);
    String first = openedAndSubmitted("tried-in-vain");
    String second = submit("tried-in-vain");

    worker.complete(
        granted(worker.claim(first)).attempt(),
        EventKind.RESULT,
        worker.outcome("FAILED", "my.Error", "no", null, null));
    Api.awaitStatus(first, "FAILED");
    worker.complete(
        granted(worker.claim(second)).attempt(),
        EventKind.RESULT,
        worker.outcome("TIMEOUT", "TimeoutError", "too slow", null, null));
    Api.awaitStatus(second, "TIMEOUT");

    assertThat(entry("tried-in-vain").getInt("probation.left")).isEqualTo(3);
  }

  @Test
  void whatRanBeforeItWasBlacklistedDecidesNothing() {
    bundles.register("tried-late");
    ClaimedExecution running = worker.claim(submit("tried-late"));
    worker.start(running);
    Api.awaitStatus(running.attempt().executionId(), "RUNNING");
    String workflow = blacklisted("tried-late");
    probation(workflow, "{\"reason\":\"mended\"}").then().statusCode(202);

    worker.complete(
        running.attempt(),
        EventKind.STUCK,
        worker.outcome("FAILED", "ExecutionStuck", "spinning", null, DOSSIER));

    Api.awaitStatus(running.attempt().executionId(), "FAILED");
    assertThat(entry("tried-late").getInt("probation.left")).isEqualTo(3);
  }

  @Test
  void executionsEnterOnlyWhenNoEarlierOneWaits() {
    bundles.register("tried-early");
    ClaimedExecution prefetched = worker.claim(submit("tried-early"));
    String workflow = blacklisted("tried-early");
    probation(workflow, "{\"reason\":\"mended\"}").then().statusCode(202);
    assertThat(Api.post("/api/executions", body("tried-early")).statusCode()).isEqualTo(409);
    assertThat(queue.blocked().reasons()).containsKey(workflow);

    assertThat(worker.start(List.of(prefetched), Permit.NONE)).containsExactly(StartAnswer.BLOCKED);

    openedAndSubmitted("tried-early");
  }

  @Test
  void whatCameWithoutTheLockGetsItBeforeItIsPublished() {
    String workflow = blacklisted("tried-sideways");
    probation(workflow, "{\"reason\":\"mended\"}").then().statusCode(202);
    openedAndSubmitted("tried-sideways");
    String second = submit("tried-sideways");

    rows.change("UPDATE execution SET lock_key = NULL WHERE id = ?", second);

    await()
        .atMost(CAP)
        .until(
            () ->
                rows.number(
                        "SELECT count(*) FROM execution WHERE id = ? AND lock_key IS NOT NULL",
                        second)
                    == 1);
    assertThat(record(second)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"successes\":0,\"reason\":\"why\"} | 422 | successes",
        "{\"successes\":21,\"reason\":\"why\"} | 422 | successes",
        "{\"successes\":3} | 422 | reason",
        "{\"successes\":\"3\",\"reason\":\"why\"} | 400 | successes",
      })
  void badInputNamesTheField(String body, int status, String field) {
    Response answer = probation(UUID.randomUUID().toString(), body);

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.<String>path("errors[0].field")).isEqualTo(field);
  }

  @Test
  void onlyWhatIsBlacklistedIsTried() {
    bundles.register("tried-freely");
    String workflow = Api.get("/api/workflows/tried-freely").path("workflow_id");

    Response answer = probation(workflow, "{\"reason\":\"why\"}");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.<String>path("type")).endsWith("not-blacklisted");
    assertThat(probation("nobody", "{\"reason\":\"why\"}").statusCode()).isEqualTo(404);
  }

  private String blacklisted(String name) {
    bundles.register(name);
    String workflow = Api.get("/api/workflows/" + name).path("workflow_id");
    Api.post(
            "/api/platform/blacklist",
            "{\"workflow_id\":\"%s\",\"reason\":\"it spins\"}".formatted(workflow))
        .then()
        .statusCode(201);
    return workflow;
  }

  private static Response probation(String workflow, String body) {
    return Api.post("/api/platform/blacklist/" + workflow + "/probation", body);
  }

  private static String openedAndSubmitted(String workflow) {
    var answers = new ArrayList<Response>();
    await()
        .atMost(CAP)
        .until(
            () -> {
              answers.add(Api.post("/api/executions", body(workflow)));
              return answers.getLast().statusCode() == 202;
            });
    return answers.getLast().path("execution_id");
  }

  private static String submit(String workflow) {
    return Api.submit(body(workflow));
  }

  private static String body(String workflow) {
    return "{\"workflow\":\"" + workflow + "\"}";
  }

  private void succeed(ClaimedExecution claimed) {
    worker.succeed(granted(claimed).attempt(), "1");
    Api.awaitStatus(claimed.attempt().executionId(), "SUCCESS");
  }

  /** Starts through the last check, with the permit that only the holder of the lock gets. */
  private ClaimedExecution granted(ClaimedExecution claimed) {
    assertThat(claimed.body().permit()).isTrue();
    assertThat(worker.start(List.of(claimed), Permit.ASK)).containsExactly(StartAnswer.ASKED);
    await()
        .atMost(CAP)
        .until(
            () ->
                rows.number(
                        "SELECT count(*) FROM execution WHERE id = ? AND permit_owner IS NOT NULL",
                        claimed.attempt().executionId())
                    == 1);
    assertThat(worker.start(List.of(claimed), Permit.GRANTED)).containsExactly(StartAnswer.GO);
    return claimed;
  }

  private static JsonPath entry(String workflow) {
    return Api.get("/api/platform/blacklist?include_removed=true&limit=200")
        .jsonPath()
        .setRootPath("items.find { it.workflow_name == '" + workflow + "' }");
  }

  private @Nullable Object record(String id) {
    return redis.send("HGET", List.of(keys.claims(), id));
  }

  private long locks(String workflow) {
    return rows.number("SELECT count(*) FROM exclusive_lock WHERE key = '" + workflow + "'");
  }
}
