package io.sluice.admin.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.sluice.admin.Api;
import io.sluice.admin.Bundles;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.TestWorker;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.EventKind;
import io.sluice.queue.QueueScripts;
import io.sluice.registration.RegistrationScripts;
import io.sluice.registration.WorkerHeartbeat;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks the platform operations for a caller of one organization. */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class PlatformVisibilityTest {

  private static final Logger LOG = Logger.getLogger(PlatformVisibilityTest.class);
  private static final Duration CAP = Duration.ofSeconds(30);

  @Inject Rows rows;
  @Inject Bundles bundles;
  @Inject QueueScripts queue;
  @Inject RegistrationScripts registrations;
  private String ours;
  private String foreign;
  private String token;

  @BeforeEach
  void twoOrganizations() {
    ours = "ours-" + UUID.randomUUID();
    foreign = "foreign-" + UUID.randomUUID();
    token = rows.token("platform-admin", ours);
  }

  @Test
  void theQueueCountsAllAndNamesOnesOwn() {
    String mine = submit("echo", ours, ",\"priority\":\"high\"");
    String other = submit("echo", foreign, ",\"priority\":\"high\"");

    Response seen = as(token).get("/api/platform/queue?limit=200");

    assertThat(seen.<Integer>path("total"))
        .isEqualTo(Api.get("/api/platform/queue?limit=200").<Integer>path("total"));
    assertThat(seen.asString()).contains(mine, ours).doesNotContain(other, foreign);
    List<Boolean> redacted = seen.path("items.redacted");
    assertThat(redacted).contains(true);
    assertThat(seen.<Object>path("items.find { it.redacted }.workflow_name")).isNull();
    assertThat(seen.<String>path("items.find { it.redacted }.waiting_reason")).isNotEmpty();
    assertThat(Api.get("/api/platform/queue?limit=200").asString()).contains(mine, other);
  }

  @Test
  void aWorkerShowsTheStatesOfAllAndTheNamesOfOnesOwn() {
    String mine = submit("echo", ours, "");
    String other = submit("echo", foreign, "");
    String worker = "sight-" + UUID.randomUUID();
    registrations.heartbeat(heartbeat(worker, mine, other));

    Response seen = as(token).get("/api/platform/workers/" + worker);

    assertThat(seen.asString()).contains(mine).doesNotContain(other, foreign);
    assertThat(seen.<List<String>>path("processes[0].executions.status"))
        .containsExactly("RUNNING", "RUNNING");
    assertThat(seen.<Boolean>path("processes[0].executions[1].redacted")).isTrue();
    assertThat(seen.<Object>path("processes[0].executions[1].progress")).isNull();
    assertThat(
            as(token)
                .get("/api/platform/workers")
                .<Integer>path(
                    "workers.find { it.worker_id == '" + worker + "' }.active_executions"))
        .isEqualTo(2);
    registrations.goodbye(worker);
  }

  @Test
  void theStuckHistoryCountsAllAndShowsTheTextsOfOnesOwn() {
    bundles.register("sight-stuck");
    getStuck(ours, "test.A.a");
    getStuck(foreign, "test.B.b");

    Response seen = as(token).get("/api/platform/stuck-history");

    String workflow = "workflows.find { it.workflow_name == 'sight-stuck' }.";
    assertThat(seen.<Integer>path(workflow + "stuck_count")).isEqualTo(2);
    assertThat(seen.asString()).contains("test.A.a").doesNotContain("test.B.b");
    assertThat(seen.<List<Boolean>>path(workflow + "fingerprints.redacted"))
        .containsExactlyInAnyOrder(null, true);
    assertThat(Api.get("/api/platform/stuck-history").asString()).contains("test.B.b");
  }

  @Test
  void theStatisticsCountOnesOwnOnly() {
    bundles.register("sight-counted");
    for (String organization : List.of(ours, foreign, foreign)) {
      String id = submit("sight-counted", organization, "");
      Api.post("/api/executions/" + id + "/cancel", "{}");
      Api.awaitStatus(id, "CANCELLED");
    }

    assertThat(total(as(token))).isOne();
    assertThat(total(Api.asAdministrator())).isEqualTo(3);
  }

  @Test
  void aLogLineAboutAForeignExecutionSaysNothingAndIsNotFoundByItsWords() {
    String word = UUID.randomUUID().toString().replace('-', 'x');
    String mine = submit("echo", ours, "");
    String other = submit("echo", foreign, "");
    LOG.infof("about mine %s execution=%s", word, mine);
    LOG.infof("about another %s execution=%s", word, other);
    LOG.infof("about nobody %s", word);
    await().atMost(CAP).until(() -> lines(Api.asAdministrator(), "&q=" + word).size() == 3);

    assertThat(lines(as(token), "&q=" + word))
        .containsExactly("about nobody " + word, "about mine " + word + " execution=" + mine);
    Response all = as(token).get("/api/platform/logs?limit=200");
    assertThat(all.asString()).contains(mine).doesNotContain(other, "about another");
    assertThat(all.<List<Boolean>>path("items.redacted")).contains(true);
  }

  @Test
  void aUniqueKeyOfAnotherOrganizationIsRefusedWithoutANameOfItsHolder() {
    String key = UUID.randomUUID().toString();
    String holder = submit("echo", foreign, ",\"unique_key\":\"%s\"".formatted(key));
    String body =
        "{\"workflow\":\"echo\",\"organization\":\"%s\",\"unique_key\":\"%s\"}"
            .formatted(ours, key);

    Response refused = as(token).contentType("application/json").body(body).post("/api/executions");

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.<String>path("type")).endsWith("unique-key-in-use");
    assertThat(refused.asString()).doesNotContain(holder, foreign);
    assertThat(Api.post("/api/executions", body).asString()).contains(holder);
  }

  private String submit(String workflow, String organization, String more) {
    return Api.submit(
        "{\"workflow\":\"%s\",\"organization\":\"%s\"%s}".formatted(workflow, organization, more));
  }

  private void getStuck(String organization, String frame) {
    var worker = new TestWorker(queue, "worker-sight");
    ClaimedExecution claimed = worker.claim(submit("sight-stuck", organization, ""));
    worker.start(claimed);
    worker.complete(
        claimed.attempt(),
        EventKind.STUCK,
        worker.outcome(
            "FAILED",
            "ExecutionStuck",
            "spinning in " + frame,
            null,
            "{\"verdict_kind\":\"spinning\",\"verdict\":\"spinning in %s\",\"top_frame\":\"%s\"}"
                .formatted(frame, frame)));
    Api.awaitStatus(claimed.attempt().executionId(), "FAILED");
  }

  private static WorkerHeartbeat heartbeat(String worker, String... executions) {
    Instant now = Instant.now();
    var running =
        Stream.of(executions)
            .map(
                id ->
                    new WorkerHeartbeat.ExecutionView(
                        id,
                        UUID.randomUUID().toString(),
                        "echo",
                        "RUNNING",
                        now,
                        1.5,
                        null,
                        new WorkerHeartbeat.ProgressView(50.0, "half")))
            .toList();
    var process =
        new WorkerHeartbeat.ProcessView(
            1, 1, "ACTIVE", now, "thread", 1, 2, 0.5, 3, 4, null, 0, running);
    return new WorkerHeartbeat(
        worker, "host", "0.1", now, now, "ready", null, "thread", 4, 3, false, List.of(process));
  }

  private static int total(RequestSpecification who) {
    return who.get("/api/executions/stats?workflow=sight-counted").path("total");
  }

  private static List<String> lines(RequestSpecification who, String query) {
    return who.get("/api/platform/logs?limit=200" + query).path("items.message");
  }

  private static RequestSpecification as(String token) {
    return given().header("Authorization", "Bearer " + token);
  }
}
