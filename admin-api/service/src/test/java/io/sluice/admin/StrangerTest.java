package io.sluice.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.sluice.admin.livestream.TestSocket;
import io.sluice.command.CommandAnswer;
import io.sluice.command.CommandScripts;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.EventKind;
import io.sluice.queue.QueueScripts;
import io.sluice.registration.RegistrationScripts;
import io.sluice.registration.WorkerHeartbeat;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Walks every readable path and every frame as a caller of another organization, after an
 * organization has filled the installation with marked data, and looks for the mark.
 */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class StrangerTest {

  private static final Logger LOG = Logger.getLogger(StrangerTest.class);
  private static final Duration CAP = Duration.ofSeconds(30);

  /** Operations that administer the whole installation (docs/security.md). */
  private static final List<String> OF_NO_ORGANIZATION =
      List.of("/api/users", "/api/platform/audit");

  @Inject Rows rows;
  @Inject Bundles bundles;
  @Inject QueueScripts queue;
  @Inject RegistrationScripts registrations;
  @Inject CommandScripts commands;
  private final String mark = "mark" + UUID.randomUUID().toString().replace("-", "");
  private final String frame = "com." + mark + ".Secret.loop(Secret.java:7)";
  private final String worker = "stranger-" + UUID.randomUUID();
  private final List<String> foreign = new ArrayList<>();
  private final List<String> objects = new ArrayList<>();

  @BeforeEach
  void aWorkflow() {
    bundles.register("stranger");
  }

  @Test
  void aStrangerFindsNoMarkOnAnyPathAndInAnyFrame() {
    String stranger = "stranger-" + UUID.randomUUID();
    try (TestSocket socket =
        TestSocket.open("/ws/platform/workers", rows.token("operator", stranger))) {
      socket.awaitSnapshot();
      markedData();
      socket.awaitEvent("workflow_blacklisted", event -> true);
      socket.await(seen -> seen.toString().contains(worker));
      try (TestSocket late =
          TestSocket.open("/ws/platform/workers", rows.token("viewer", stranger))) {
        assertThat(found(late.awaitSnapshot().toString())).isEmpty();
      }
      assertThat(found(socket.text())).isEmpty();

      var leaks = new TreeSet<String>();
      for (String role : List.of("viewer", "agent", "operator", "deployer", "platform-admin")) {
        String token = rows.token(role, stranger);
        for (String path : paths()) {
          String answer = as(token).get(path).asString();
          found(answer).forEach(what -> leaks.add(role + " GET " + path + ": " + what));
        }
        for (String call : calls()) {
          String answer =
              as(token).contentType("application/json").body(call).post("/mcp").asString();
          found(answer).forEach(what -> leaks.add(role + " " + call + ": " + what));
        }
      }
      assertThat(leaks).isEmpty();
      assertThat(found(socket.text())).isEmpty();
      String bulk = objects.getFirst();
      await().atMost(CAP).until(() -> Api.get(bulk).path("finished_at") != null);
    } finally {
      registrations.goodbye(worker);
      rows.release("stranger");
    }
    assertThat(Api.get("/api/executions/" + foreign.getFirst()).asString()).contains(mark);
  }

  @Test
  void aSearchInTheSystemLogTellsNothingOfHiddenLinesNotEvenByItsCursor() {
    String other = submit("");
    for (int i = 0; i < 3; i++) {
      LOG.infof("secret %s execution=%s", mark, other);
    }
    LOG.infof("open %s", mark);
    await().atMost(CAP).until(() -> lines(Api.asAdministrator(), "open " + mark).size() == 1);
    String token = rows.token("viewer", "stranger-" + UUID.randomUUID());

    for (String words :
        List.of("s", "secret ", "secret " + mark.substring(0, 9), "secret " + mark)) {
      JsonPath page =
          as(token)
              .queryParam("q", words)
              .queryParam("limit", 1)
              .queryParam("from", Instant.now().minusSeconds(60).toString())
              .get("/api/platform/logs")
              .jsonPath();
      assertThat(page.getList("items.message").toString()).doesNotContain("secret");
      if (words.contains(mark)) {
        assertThat(page.getString("next_cursor")).as(words).isNull();
      }
    }
    assertThat(lines(as(token), "open " + mark)).hasSize(1);
  }

  @Test
  void namesRolesAndOrganizationsOfUsersAreForThoseWhoLookAfterThem() {
    String name = mark.substring(0, 30);
    Api.post(
            "/api/users",
            "{\"username\":\"%s\",\"password\":\"a-long-password-of-a-user\",\"role\":\"operator\",\"organizations\":[\"%s\"]}"
                .formatted(name, mark))
        .then()
        .statusCode(201);
    await().atMost(CAP).until(() -> lines(Api.asAdministrator(), "user=" + name).size() == 1);

    assertThat(lines(as(rows.token("deployer")), name)).isEmpty();
    assertThat(lines(as(rows.token("deployer")), "user added"))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).contains("user=…").doesNotContain("operator"));
  }

  @Test
  void aStackSampleShowsTheExecutionsOfTheCallersOrganizations() {
    String ours = "ours-" + UUID.randomUUID();
    String mine = Api.submit("{\"workflow\":\"stranger\",\"organization\":\"%s\"}".formatted(ours));
    String other = submit("");
    registrations.heartbeat(heartbeat());
    String command = sample(dossier(mine, "mine.A.a"), dossier(other, frame));

    JsonPath seen =
        as(rows.token("platform-admin", ours)).get("/api/platform/commands/" + command).jsonPath();

    assertThat(seen.getString("detail")).contains(mine, "mine.A.a").doesNotContain(other, mark);
    assertThat(seen.getBoolean("redacted")).isTrue();
    assertThat(Api.get("/api/platform/commands/" + command).<String>path("detail"))
        .contains(mine, other, mark);
    registrations.goodbye(worker);
  }

  private void markedData() {
    registrations.heartbeat(heartbeat());
    submit("");
    String running = submit("");
    var testWorker = new TestWorker(queue, worker);
    ClaimedExecution claimed = testWorker.claim(running);
    testWorker.start(claimed);
    registrations.heartbeat(heartbeat(running));
    String failed = submit(",\"max_retries\":0");
    ClaimedExecution last = testWorker.claim(failed);
    testWorker.start(last);
    testWorker.complete(
        last.attempt(),
        EventKind.RESULT,
        testWorker.outcome("FAILED", mark + "Exception", mark, "\"" + mark + "\"", null));
    Api.awaitStatus(failed, "FAILED");
    rows.change(
        "INSERT INTO execution_log (execution_id, epoch, claim, seq, at, level, message)"
            + " VALUES (?, 1, 1, 1, now(), 2, ?)",
        failed,
        mark);
    rows.change(
        "INSERT INTO crash_report (execution_id, epoch, claim, at, report)"
            + " SELECT execution_id, epoch, claim, now(), json_build_object('last_output', ?)"
            + " FROM attempt WHERE execution_id = ?::uuid",
        mark,
        failed);
    String action =
        Api.post(
                "/api/workflow_actions",
                "{\"workflow_type_id\":\"stranger\",\"organization\":\""
                    + mark
                    + "\",\"created_by_agent\":\""
                    + mark
                    + "\"}")
            .path("id");
    foreign.add(action);
    objects.add("/api/workflow_actions/" + action);
    objects.add("/api/workflows/" + action);
    String webhook =
        Api.post(
                "/api/webhooks",
                "{\"name\":\"%s\",\"organization\":\"%s\",\"url\":\"https://hooks.example.com/%s\",\"kinds\":[\"action.ended\"],\"secret_file\":\"%s\",\"enabled\":false}"
                    .formatted(mark, mark, mark, Api.webhookSecret(mark + ".receiver")))
            .path("id");
    foreign.add(webhook);
    objects.add("/api/webhooks/" + webhook);
    objects.add("/api/webhooks/" + webhook + "/deliveries");
    Api.post("/api/executions/" + running + "/cancel", "{\"reason\":\"" + mark + "\"}");
    Response bulk =
        Api.post(
            "/api/executions/bulk",
            "{\"action\":\"cancel\",\"reason\":\"%s\",\"filter\":{\"organization\":\"%s\"}}"
                .formatted(mark, mark));
    objects.add("/api/executions/bulk/" + bulk.path("bulk_id"));
    objects.add("/api/platform/commands/" + sample(dossier(running, frame)));
    objects.add("/api/platform/workers/" + worker);
    for (int i = 0; i < 5; i++) {
      getStuck(testWorker);
    }
    LOG.infof("%s execution=%s", mark, running);
    await().atMost(CAP).until(() -> !lines(Api.asAdministrator(), mark).isEmpty());
  }

  private void getStuck(TestWorker testWorker) {
    ClaimedExecution claimed = testWorker.claim(submit(""));
    testWorker.start(claimed);
    testWorker.complete(
        claimed.attempt(),
        EventKind.STUCK,
        testWorker.outcome(
            "FAILED",
            "ExecutionStuck",
            "spinning in " + frame,
            null,
            "{\"verdict_kind\":\"spinning\",\"verdict\":\"spinning in %s\",\"top_frame\":\"%s\"}"
                .formatted(frame, frame)));
    Api.awaitStatus(claimed.attempt().executionId(), "FAILED");
  }

  private String submit(String more) {
    String id =
        Api.submit(
            """
            {"workflow":"stranger","organization":"%1$s","input":"%1$s","labels":{"%1$s":"%1$s"},
             "unique_key":"%1$s-%2$s"%3$s}
            """
                .formatted(mark, UUID.randomUUID(), more));
    foreign.add(id);
    return id;
  }

  private String sample(String... dossiers) {
    String command =
        Api.post("/api/platform/workers/" + worker + "/processes/4711/sample", "")
            .path("command_id");
    commands.answer(
        worker, "0-1", command, CommandAnswer.DONE, "[" + String.join(",", dossiers) + "]");
    await()
        .atMost(CAP)
        .until(() -> Api.get("/api/platform/commands/" + command).path("status"), "DONE"::equals);
    return command;
  }

  private static String dossier(String execution, String frame) {
    return "{\"execution_id\":\"%s\",\"workflow\":\"stranger\",\"top_frame\":\"%s\"}"
        .formatted(execution, frame);
  }

  /** Returns all paths that can be read, with the ids of the marked data in them. */
  private List<String> paths() {
    Map<String, Map<String, Object>> published = Api.get("/q/openapi?format=json").path("paths");
    List<String> templates =
        published.entrySet().stream()
            .filter(each -> each.getValue().containsKey("get"))
            .map(Map.Entry::getKey)
            .filter(path -> !OF_NO_ORGANIZATION.contains(path))
            .toList();
    Stream<String> plain = templates.stream().filter(path -> !path.contains("{"));
    Stream<String> ofExecutions =
        templates.stream()
            .filter(path -> path.startsWith("/api/executions/{id}"))
            .flatMap(
                path ->
                    foreign.stream().map(id -> path.replace("{id}", id).replace("{attempt}", "1")));
    Stream<String> searched =
        Stream.of(
            "/api/executions?limit=200&q=" + mark,
            "/api/executions?limit=200&organization=" + mark,
            "/api/executions?limit=200&error_type=" + mark + "Exception",
            "/api/executions?sort=duration&limit=200",
            "/api/platform/logs?limit=200",
            "/api/platform/logs?limit=200&level=DEBUG",
            "/api/platform/queue?limit=200",
            "/api/platform/notifications?limit=200",
            "/api/platform/blacklist?include_removed=true&limit=200",
            "/api/workflows/stranger",
            "/api/workflows/stranger/bundles");
    return Stream.of(plain, ofExecutions, searched, objects.stream())
        .flatMap(each -> each)
        .toList();
  }

  /** Returns messages that call every tool of MCP with the ids of the marked data. */
  private List<String> calls() {
    Stream<String> asked =
        Stream.of("", ",\"confirm\":true")
            .map(
                confirmed ->
                    call(
                        "ask_for_action",
                        "\"workflow_type\":\"stranger\",\"organization\":\""
                            + mark
                            + "\""
                            + confirmed));
    Stream<String> ofExecutions =
        Stream.of(
                "get_execution",
                "get_result",
                "get_log",
                "get_action",
                "retry_execution",
                "cancel_execution")
            .flatMap(tool -> foreign.stream().map(id -> call(tool, "\"id\":\"" + id + "\"")));
    Stream<String> lists =
        Stream.of(
            call("list_workflows", ""),
            call("list_executions", "\"limit\":200"),
            call("list_executions", "\"q\":\"" + mark + "\""));
    return Stream.of(ofExecutions, asked, lists).flatMap(each -> each).toList();
  }

  private static String call(String tool, String arguments) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":{%s}}}"
        .formatted(tool, arguments);
  }

  /** Returns what a text tells of the marked data, without what the request itself said. */
  private List<String> found(String answer) {
    String told =
        answer.replaceAll(
            "No (?:execution|action|webhook) has the id [^\"]*|execution [^ ]* did not", "");
    return Stream.concat(Stream.of(mark), foreign.stream()).filter(told::contains).toList();
  }

  private WorkerHeartbeat heartbeat(String... executions) {
    Instant now = Instant.now();
    var running =
        Stream.of(executions)
            .map(
                id ->
                    new WorkerHeartbeat.ExecutionView(
                        id,
                        UUID.randomUUID().toString(),
                        mark,
                        "RUNNING",
                        now,
                        1,
                        null,
                        new WorkerHeartbeat.ProgressView(50.0, mark)))
            .toList();
    var process =
        new WorkerHeartbeat.ProcessView(
            4711, 7, "ACTIVE", now, "thread", 1, 2, 0.5, 3, 4, null, 0, running);
    return new WorkerHeartbeat(
        worker, "host", "0.1", now, now, "ready", null, "thread", 4, 1, false, List.of(process));
  }

  private static List<String> lines(RequestSpecification who, String words) {
    return who.queryParam("q", words)
        .queryParam("limit", 200)
        .get("/api/platform/logs")
        .path("items.message");
  }

  private static RequestSpecification as(String token) {
    return given().header("Authorization", "Bearer " + token);
  }
}
