package io.sluice.admin.circuitbreaker;

import static io.restassured.RestAssured.given;
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
import io.sluice.queue.QueueAnswers.StartAnswer;
import io.sluice.queue.QueueKeys;
import io.sluice.queue.QueueScripts;
import io.sluice.queue.RedisConnection;
import io.sluice.queue.StartRequest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class BlacklistTest {

  private static final Duration CAP = Duration.ofSeconds(30);
  private static final String PATH = "/api/platform/blacklist";

  @Inject QueueScripts queue;
  @Inject QueueKeys keys;
  @Inject RedisConnection redis;
  @Inject Bundles bundles;
  @Inject Rows rows;
  private TestWorker worker;

  @BeforeEach
  void aWorker() {
    worker = new TestWorker(queue, "worker-blacklist");
  }

  @Test
  void whatWaitsEndsWhereverItWaitsAndWhatRunsGoesOn() {
    String workflow = workflow("listed-everywhere");
    ClaimedExecution running = worker.claim(submit("listed-everywhere", null));
    worker.start(running);
    Api.awaitStatus(running.attempt().executionId(), "RUNNING");
    ClaimedExecution prefetched = worker.claim(submit("listed-everywhere", null));
    String queued = submit("listed-everywhere", null);
    String delayed = submit("listed-everywhere", Instant.now().plusSeconds(120));
    await().atMost(CAP).until(() -> record(queued) != null && record(delayed) != null);
    String scheduled = submit("listed-everywhere", Instant.now().plusSeconds(7200));

    Response answer = add(workflow, "it fills the disk");

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
    assertThat(queue.blocked().reasons())
        .as("at once")
        .containsEntry(workflow, "it fills the disk");
    for (String each : List.of(queued, delayed, scheduled)) {
      assertThat(Api.awaitStatus(each, "BLOCKED").getString("error_type"))
          .isEqualTo("WorkflowBlacklisted");
      assertThat(record(each)).isNull();
    }
    assertThat(worker.start(List.of(prefetched), StartRequest.Permit.NONE))
        .containsExactly(StartAnswer.BLOCKED);
    Api.awaitStatus(prefetched.attempt().executionId(), "BLOCKED");
    worker.succeed(running.attempt(), "1");
    Api.awaitStatus(running.attempt().executionId(), "SUCCESS");
    assertThat(submitted("listed-everywhere").<String>path("detail")).contains("it fills the disk");
    assertThat(Api.get("/api/workflows/listed-everywhere").<Boolean>path("blacklisted")).isTrue();
  }

  @Test
  void anEntryIsRemovedWithWhoAndWhyAndKeptInTheHistory() {
    String workflow = workflow("listed-twice");
    add(workflow, "first").then().statusCode(201);
    assertProblem(add(workflow, "again"), 409, "already-blacklisted");

    remove(workflow, "?reason=mended").then().statusCode(204);

    await().atMost(CAP).until(() -> !queue.blocked().reasons().containsKey(workflow));
    assertThat(submitted("listed-twice").statusCode()).isEqualTo(202);
    assertProblem(remove(workflow, ""), 404, "not-blacklisted");
    assertThat(listed("", "listed-twice")).isEmpty();
    add(workflow, "second").then().statusCode(201);
    List<String> reasons = listed("&include_removed=true", "listed-twice");
    assertThat(reasons).containsExactly("second", "first");
    JsonPath removed =
        Api.get(PATH + "?include_removed=true&limit=200")
            .jsonPath()
            .setRootPath("items.find { it.reason == 'first' }");
    assertThat(removed.getString("removed_by")).isEqualTo(TestSystem.USERNAME);
    assertThat(removed.getString("removal_reason")).isEqualTo("mended");
    assertThat(removed.getString("removed_at")).isNotNull();
    assertThat(audits(workflow, "blacklist.add", "allowed")).isEqualTo(2);
    assertThat(audits(workflow, "blacklist.add", "refused%")).isOne();
    assertThat(audits(workflow, "blacklist.remove", "allowed")).isOne();
    assertThat(audits(workflow, "blacklist.remove", "refused%")).isOne();
    remove(workflow, "");
  }

  @Test
  void theListIsReadPageByPage() {
    add(workflow("listed-a"), "a").then().statusCode(201);
    add(workflow("listed-b"), "b").then().statusCode(201);

    JsonPath page = Api.get(PATH + "?limit=1").jsonPath();
    JsonPath next = Api.get(PATH + "?limit=1&cursor=" + page.getString("next_cursor")).jsonPath();

    assertThat(page.getString("items[0].workflow_name")).isEqualTo("listed-b");
    assertThat(next.getString("items[0].workflow_name")).isEqualTo("listed-a");
    assertProblem(Api.get(PATH + "?cursor=x"), 422, "invalid-request");
    assertProblem(Api.get(PATH + "?limit=0"), 422, "invalid-request");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"reason\":\"why\"} | 422 | workflow_id",
        "{\"workflow_id\":\"%s\"} | 422 | reason",
        "{\"workflow_id\":\"%s\",\"reason\":\" \"} | 422 | reason",
        "{\"workflow_id\":\"%s\",\"reason\":\"a\\u0000b\"} | 422 | reason",
        "{\"workflow_id\":\"nobody\",\"reason\":\"why\"} | 400 | workflow_id",
        "{\"workflow_id\":\"%s\",\"reason\":\"why\",\"more\":1} | 400 | more",
      })
  void badInputNamesTheField(String body, int status, String field) {
    Response answer = Api.post(PATH, body.replace("%s", UUID.randomUUID().toString()));

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.<String>path("errors[0].field")).isEqualTo(field);
  }

  @Test
  void whatDoesNotExistIsNotFound() {
    String nobody = UUID.randomUUID().toString();
    assertProblem(add(nobody, "why"), 404, "no-such-workflow");
    assertProblem(remove(nobody, ""), 404, "no-such-workflow");
    assertProblem(remove("nobody", ""), 404, "no-such-workflow");
    assertProblem(remove(nobody, "?reason=" + "x".repeat(501)), 422, "invalid-request");
  }

  @Test
  void onlyPlatformAdministratorsChangeIt() {
    String workflow = workflow("listed-by-nobody");
    for (String role : List.of("viewer", "operator", "deployer")) {
      var asRole = given().header("Authorization", "Bearer " + rows.token(role));
      asRole.get(PATH).then().statusCode(200);
      asRole
          .contentType("application/json")
          .body("{\"workflow_id\":\"%s\",\"reason\":\"why\"}".formatted(workflow))
          .post(PATH)
          .then()
          .statusCode(403);
      asRole.delete(PATH + "/" + workflow).then().statusCode(403);
    }
  }

  private String workflow(String name) {
    bundles.register(name);
    return Api.get("/api/workflows/" + name).path("workflow_id");
  }

  private static Response add(String workflow, String reason) {
    return Api.post(PATH, "{\"workflow_id\":\"%s\",\"reason\":\"%s\"}".formatted(workflow, reason));
  }

  private static Response remove(String workflow, String query) {
    return Api.asAdministrator().delete(PATH + "/" + workflow + query);
  }

  private static Response submitted(String workflow) {
    return Api.post("/api/executions", "{\"workflow\":\"" + workflow + "\"}");
  }

  private static String submit(String workflow, @Nullable Instant runAt) {
    return Api.submit(
        runAt == null
            ? "{\"workflow\":\"" + workflow + "\"}"
            : "{\"workflow\":\"%s\",\"run_at\":\"%s\"}".formatted(workflow, runAt));
  }

  private static List<String> listed(String query, String workflow) {
    return Api.get(PATH + "?limit=200" + query)
        .jsonPath()
        .getList("items.findAll { it.workflow_name == '" + workflow + "' }.reason");
  }

  private @Nullable Object record(String id) {
    return redis.send("HGET", List.of(keys.claims(), id));
  }

  private long audits(String workflow, String action, String result) {
    return rows.number(
        "SELECT count(*) FROM audit WHERE action = ? AND object = ? AND result LIKE ?",
        action,
        "workflow/" + workflow,
        result);
  }

  private static void assertProblem(Response answer, int status, String type) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.<String>path("type")).isEqualTo("urn:sluice:problem:" + type);
  }
}
