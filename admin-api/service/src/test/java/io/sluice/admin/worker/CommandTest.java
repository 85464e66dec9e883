package io.sluice.admin.worker;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.command.CommandAnswer;
import io.sluice.command.CommandScripts;
import io.sluice.queue.ControlKeys;
import io.sluice.queue.RedisConnection;
import io.sluice.registration.RegistrationScripts;
import io.sluice.registration.WorkerHeartbeat;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class CommandTest {

  private static final Duration CAP = Duration.ofSeconds(30);

  @Inject RegistrationScripts registrations;
  @Inject CommandScripts commands;
  @Inject RedisConnection redis;
  @Inject Rows rows;
  private String worker;

  @BeforeEach
  void aWorkerWithTwoProcesses() {
    worker = "worker-" + UUID.randomUUID();
    Instant now = Instant.now();
    registrations.heartbeat(
        new WorkerHeartbeat(
            worker,
            "host",
            "0.1",
            now,
            now,
            "ready",
            null,
            "thread",
            4,
            1,
            false,
            List.of(
                process(4711, 7, "ACTIVE", "RUNNING", "COMPLETING", "STUCK"),
                process(4712, 6, "DRAINING", "STUCK"),
                process(0, 8, "STARTING"))));
  }

  @AfterEach
  void itLeaves() {
    registrations.goodbye(worker);
  }

  @Test
  void aRecycleIsSentForTheGenerationThatWasShownAndItsAnswerIsKept() {
    Response answer = order("4711/recycle", "{\"reason\":\"it leaks\"}");

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
    assertThat(answer.<String>path("status")).isEqualTo("PENDING");
    String id = answer.path("command_id");
    assertThat(told())
        .singleElement()
        .asString()
        .contains(id, "RECYCLE", "\"expected_generation\":7", "it leaks");
    var pending = Api.get("/api/platform/commands/" + id).jsonPath();
    assertThat(pending.getString("kind")).isEqualTo("RECYCLE");
    assertThat(pending.getString("answered_at")).isNull();
    assertThat(
            Duration.between(
                Instant.parse(pending.getString("requested_at")),
                Instant.parse(pending.getString("deadline"))))
        .isEqualTo(Duration.ofSeconds(30));
    commands.answer("another-worker", "0-1", id, CommandAnswer.REJECTED, "not mine");
    commands.answer(worker, "0-1", id, CommandAnswer.DONE, "process 8 took over");
    await().atMost(CAP).until(() -> status(id), "DONE"::equals);
    assertThat(Api.get("/api/platform/commands/" + id).<String>path("detail"))
        .isEqualTo("process 8 took over");
    assertThat(audits("process.recycle", "4711", "allowed")).isOne();
  }

  @Test
  void aCommandIsSentAgainUntilAnAnswerAndExpiresAtItsDeadline() {
    String id = order("4711/recycle", "").path("command_id");

    rows.change("UPDATE command SET sent_at = sent_at - interval '5 s' WHERE id = ?", id);
    await().atMost(CAP).until(() -> told().size() == 2);
    rows.change("UPDATE command SET deadline = now() WHERE id = ?", id);

    await().atMost(CAP).until(() -> status(id), "EXPIRED"::equals);
    commands.answer(worker, "0-1", id, CommandAnswer.DONE, "too late");
    String next = order("4711/sample", "").path("command_id");
    commands.answer(worker, "0-1", next, CommandAnswer.DONE, "at X.y(X.java:1)\u0000");
    await().atMost(CAP).until(() -> status(next), "DONE"::equals);
    assertThat(Api.get("/api/platform/commands/" + next).<String>path("detail"))
        .isEqualTo("at X.y(X.java:1)\\u0000");
    assertThat(status(id)).isEqualTo("EXPIRED");
  }

  @Test
  void aKillNeedsTheNumberOfHealthyExecutionsThatItCosts() {
    Response refused = order("4711/kill", "{\"reason\":\"now\",\"expected_healthy\":1}");

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.<String>path("type")).endsWith("other-healthy-count");
    assertThat(refused.<String>path("detail")).contains("2 healthy");
    assertThat(audits("process.kill", "4711", "refused: %")).isOne();
    Response given = order("4711/kill", "{\"reason\":\"now\",\"expected_healthy\":2}");
    assertThat(given.statusCode()).isEqualTo(202);
    assertThat(told()).singleElement().asString().contains("KILL", "\"expected_healthy\":2");
  }

  @Test
  void aProcessThatLeavesIsNotRecycled() {
    Response answer = order("4712/recycle", "{}");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.<String>path("type")).endsWith("process-already-draining");
    assertThat(told()).isEmpty();
    assertThat(order("4712/kill", "{\"reason\":\"now\",\"expected_healthy\":0}").statusCode())
        .isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4713", "0", "-1", "x"})
  void anUnknownProcessIs404(String pid) {
    Response answer = order(pid + "/recycle", "{}");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.<String>path("type")).endsWith("no-such-process");
    assertThat(audits("process.recycle", pid, "refused: There is no such process")).isOne();
  }

  @Test
  void anUnknownWorkerOrCommandIs404() {
    assertThat(
            Api.post("/api/platform/workers/nobody/processes/1/recycle", "{}").<String>path("type"))
        .endsWith("no-such-worker");
    assertThat(Api.get("/api/platform/commands/" + UUID.randomUUID()).<String>path("type"))
        .endsWith("no-such-command");
    assertThat(Api.get("/api/platform/commands/x").<String>path("type"))
        .endsWith("no-such-command");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"expected_healthy\":2}|422|reason",
        "{\"reason\":\" \",\"expected_healthy\":2}|422|reason",
        "{\"reason\":\"now\"}|422|expected_healthy",
        "{\"reason\":\"now\",\"expected_healthy\":-1}|422|expected_healthy",
        "{\"reason\":\"now\",\"expected_healthy\":\"2\"}|400|expected_healthy",
        "{\"reason\":\"now\",\"healthy\":2}|400|healthy"
      })
  void aKillThatIsNotWholeIsRefused(String body, int status, String field) {
    Response answer = order("4711/kill", body);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.<String>path("errors[0].field")).isEqualTo(field);
    assertThat(told()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"viewer", "agent", "operator", "deployer"})
  void onlyAPlatformAdministratorGivesOrdersAndEverybodyReads(String role) {
    String id = order("4711/sample", "").path("command_id");
    String token = rows.token(role);

    for (String order : List.of("recycle", "kill", "sample")) {
      assertThat(
              given()
                  .header("Authorization", "Bearer " + token)
                  .contentType("application/json")
                  .body("{\"reason\":\"now\",\"expected_healthy\":2}")
                  .post(path("4711/" + order))
                  .statusCode())
          .isEqualTo(403);
    }
    assertThat(
            given()
                .header("Authorization", "Bearer " + token)
                .get("/api/platform/commands/" + id)
                .statusCode())
        .isEqualTo(200);
  }

  private String path(String order) {
    return "/api/platform/workers/" + worker + "/processes/" + order;
  }

  private Response order(String order, String body) {
    return Api.post(path(order), body);
  }

  private static String status(String command) {
    return Api.get("/api/platform/commands/" + command).path("status");
  }

  private List<?> told() {
    return (List<?>)
        Objects.requireNonNull(
            redis.send("XRANGE", List.of(ControlKeys.commands(worker), "-", "+")));
  }

  private long audits(String action, String pid, String result) {
    return rows.number(
        "SELECT count(*) FROM audit WHERE action = ? AND object = ? AND result LIKE ?",
        action,
        "worker/" + worker + "/process/" + pid,
        result);
  }

  private static WorkerHeartbeat.ProcessView process(
      long pid, long generation, String state, String... executions) {
    Instant now = Instant.now();
    return new WorkerHeartbeat.ProcessView(
        pid,
        generation,
        state,
        now,
        "thread",
        1,
        2,
        0.5,
        3,
        4,
        null,
        0,
        List.of(executions).stream().map(each -> running(each, now)).toList());
  }

  private static WorkerHeartbeat.ExecutionView running(String status, Instant now) {
    return new WorkerHeartbeat.ExecutionView(
        UUID.randomUUID().toString(),
        UUID.randomUUID().toString(),
        "echo",
        status,
        now,
        1,
        null,
        null);
  }
}
