package io.sluice.admin.execution.query;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.TestWorker;
import io.sluice.admin.database.Database;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.ControlKeys;
import io.sluice.queue.EventKind;
import io.sluice.queue.QueueKeys;
import io.sluice.queue.QueueScripts;
import io.sluice.queue.RedisConnection;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
public class ExecutionApiTest {

  private static final Duration CAP = Duration.ofSeconds(30);
  private static final String PATH = "/api/executions";

  @Inject QueueScripts queue;
  @Inject QueueKeys keys;
  @Inject RedisConnection redis;
  @Inject Database database;
  @Inject Rows rows;
  private TestWorker worker;

  @BeforeEach
  void aWorker() {
    Api.awaitWorkflow("echo");
    worker = new TestWorker(queue, "worker-api");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"workflow\":\"nope\"}|404|no-such-workflow|workflow",
        "{\"workflow\":|400|malformed-request|",
        "not json|400|malformed-request|",
        "``|400|malformed-request|",
        "null|400|wrong-type|",
        "[]|400|wrong-type|the body",
        "{\"workflow\":\"echo\",\"inptu\":1}|400|unknown-field|inptu",
        "{\"workflow\":5}|400|wrong-type|workflow",
        "{\"workflow\":\"echo\",\"timeout_seconds\":\"5\"}|400|wrong-type|timeout_seconds",
        "{\"workflow\":\"echo\",\"timeout_seconds\":1.5}|400|wrong-type|timeout_seconds",
        "{\"workflow\":\"echo\",\"labels\":[1]}|400|wrong-type|labels",
        "{}|422|invalid-request|workflow",
        "{\"workflow\":\"echo\",\"timeout_seconds\":0}|422|invalid-request|timeout_seconds",
        "{\"workflow\":\"echo\",\"timeout_seconds\":604801}|422|invalid-request|timeout_seconds",
        "{\"workflow\":\"echo\",\"priority\":\"urgent\"}|422|invalid-request|priority",
        "{\"workflow\":\"echo\",\"execution_model\":\"x\"}|422|invalid-request|execution_model",
        "{\"workflow\":\"echo\",\"max_retries\":101}|422|invalid-request|max_retries",
        "{\"workflow\":\"echo\",\"timeout_seconds\":100001}|422|invalid-request|timeout_seconds",
        "{\"workflow\":\"echo\",\"run_at\":\"2026-01-01T00:00:00\"}|422|invalid-request|run_at",
        "{\"workflow\":\"echo\",\"run_at\":\"tomorrow\"}|422|invalid-request|run_at",
        "{\"workflow\":\"echo\",\"run_at\":1767225600}|422|invalid-request|run_at",
        "{\"workflow\":\"echo\",\"run_at\":\"2999-01-01T00:00:00Z\"}|422|invalid-request|run_at",
        "{\"workflow\":\"echo\",\"unique_key\":\"\"}|422|invalid-request|unique_key",
        "{\"workflow\":\"echo\",\"unique_key\":\"a\\u0000b\"}|422|invalid-request|unique_key",
        "{\"workflow\":\"echo\",\"unique_key\":\"a\\ud800b\"}|422|invalid-request|unique_key",
        "{\"workflow\":\"no\\u0000pe\"}|404|no-such-workflow|workflow",
        "{\"workflow\":\"echo\"} x|400|malformed-request|",
      })
  void badInputIsRefusedInWords(String body, int status, String type, @Nullable String field) {
    var problem = Api.post(PATH, body).then().extract().response();

    assertProblem(problem, status, type);
    if (field != null) {
      assertThat(problem.jsonPath().getString("errors[0].field")).isEqualTo(field);
    }
  }

  @Test
  void limitsOfSizeAndDepthAreRefusedInWords() {
    assertProblem(
        Api.post(PATH, "{\"workflow\":\"echo\",\"input\":\"" + "x".repeat(10_000_000) + "\"}"),
        413,
        "too-large");
    assertProblem(
        Api.post(PATH, "{\"workflow\":\"echo\",\"input\":\"" + "x".repeat(300_000) + "\"}"),
        413,
        "too-large");
    String many =
        IntStream.range(0, 70_000).mapToObj(i -> "12345").collect(Collectors.joining(","));
    assertProblem(
        Api.post(PATH, "{\"workflow\":\"echo\",\"input\":[" + many + "]}"), 413, "too-large");
    assertProblem(
        Api.post(PATH, "{\"workflow\":\"echo\",\"input\":" + "[".repeat(70) + "]".repeat(70) + "}"),
        413,
        "too-large");
  }

  @Test
  void wrongPathsMethodsAndTypesAreProblemsToo() {
    assertProblem(Api.get("/api/nothing"), 404, "not-found");
    assertProblem(Api.asAdministrator().delete(PATH), 405, "method-not-allowed");
    assertProblem(
        Api.asAdministrator().contentType("text/plain").body("x").post(PATH),
        415,
        "unsupported-content-type");
    assertProblem(Api.get(PATH + "/" + UUID.randomUUID()), 404, "no-such-execution");
    assertProblem(Api.get(PATH + "/nonsense"), 404, "no-such-execution");
    assertProblem(Api.get(PATH + "/" + UUID.randomUUID() + "/logs"), 404, "no-such-execution");
    assertProblem(
        Api.post(PATH + "/" + UUID.randomUUID() + "/cancel", "{}"), 404, "no-such-execution");
    String id = Api.submit("{\"workflow\":\"echo\"}");
    assertProblem(Api.get(PATH + "/" + id + "/dossier"), 404, "no-dossier");
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0,limit",
    "limit=201,limit",
    "status=NOPE,status",
    "from=yesterday,from",
    "cursor=x,cursor",
    "label=x,label"
  })
  void badFiltersAreRefused(String query, String field) {
    var problem = Api.get(PATH + "?" + query);

    assertProblem(problem, 422, "invalid-request");
    assertThat(problem.jsonPath().getString("errors[0].field")).isEqualTo(field);
  }

  @Test
  void acceptedHasALocation() {
    var answer = Api.post(PATH, "{\"workflow\":\"echo\"}");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.header("Location")).endsWith(PATH + "/" + answer.path("execution_id"));
    assertThat(answer.<String>path("status")).isEqualTo("PENDING");
  }

  @Test
  void theSameKeyAndBodyGiveTheFirstAnswerAndAnotherBodyIsRefused() {
    String key = UUID.randomUUID().toString();
    String first = once(key, "{\"workflow\":\"echo\",\"input\":1}").path("execution_id");

    assertThat(once(key, "{\"input\":1, \"workflow\":\"echo\"}").<String>path("execution_id"))
        .isEqualTo(first);
    assertProblem(once(key, "{\"workflow\":\"echo\",\"input\":2}"), 422, "idempotency-key-reused");
  }

  private static Response once(String key, String body) {
    return Api.asAdministrator()
        .header("Idempotency-Key", key)
        .contentType("application/json")
        .body(body)
        .post(PATH);
  }

  @Test
  void aBatchAnswersEachItemInOrder() {
    var answer =
        Api.post(
            PATH + "/batch",
            "[{\"workflow\":\"echo\"},{\"workflow\":\"nope\"},{\"typo\":1},{\"workflow\":\"echo\"}]");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.jsonPath().getList("status"))
        .containsExactly("PENDING", null, null, "PENDING");
    assertThat(answer.jsonPath().getString("[1].problem.type")).endsWith("no-such-workflow");
    assertThat(answer.jsonPath().getString("[2].problem.type")).endsWith("unknown-field");
  }

  @Test
  void aBatchOfLinesIsAnsweredInLines() {
    var answer =
        Api.asAdministrator()
            .contentType("application/x-ndjson")
            .body(
                "{\"workflow\":\"echo\"}\n{broken\n\n{\"workflow\":\"echo\"}\n"
                    .getBytes(StandardCharsets.UTF_8))
            .post(PATH + "/batch");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.contentType()).startsWith("application/x-ndjson");
    assertThat(answer.asString().lines()).hasSize(3);
    assertThat(answer.asString().lines().toList().get(1)).contains("malformed-request");
  }

  @Test
  void aBatchHasAtMostAThousandItems() {
    String items =
        IntStream.range(0, 1001)
            .mapToObj(i -> "{\"workflow\":\"nope\"}")
            .collect(Collectors.joining(",", "[", "]"));

    assertProblem(Api.post(PATH + "/batch", items), 413, "too-large");
    assertProblem(Api.post(PATH + "/batch", "{}"), 400, "wrong-type");
  }

  @Test
  void pagesAreNewestFirstWithoutGapsOrRepeats() {
    String label = "l" + UUID.randomUUID();
    var submitted = new ArrayList<String>();
    for (int i = 0; i < 7; i++) {
      submitted.addFirst(
          Api.submit(
              "{\"workflow\":\"echo\",\"organization\":\"o\",\"labels\":{\"run\":\""
                  + label
                  + "\"}}"));
    }
    var seen = new ArrayList<String>();
    String cursor = null;
    do {
      var page =
          Api.get(
                  PATH
                      + "?limit=3&workflow=echo&organization=o&status=PENDING,RUNNING&q=ec&from=2020-01-01T00:00:00Z&label=run:"
                      + label
                      + (cursor == null ? "" : "&cursor=" + cursor))
              .jsonPath();
      seen.addAll(page.getList("items.execution_id", String.class));
      cursor = page.getString("next_cursor");
    } while (cursor != null);

    assertThat(seen).isEqualTo(submitted);
    assertThat(
            Api.get(PATH + "?to=2020-01-01T00:00:00Z&label=run:" + label)
                .jsonPath()
                .getList("items"))
        .isEmpty();
  }

  @Test
  void aQueuedExecutionIsCancelledAtOnce() {
    String id = Api.submit("{\"workflow\":\"echo\",\"priority\":\"low\"}");
    await().atMost(CAP).until(() -> record(id) != null);

    var answer = Api.post(PATH + "/" + id + "/cancel", "{\"reason\":\"wrong file\"}");

    assertThat(answer.statusCode()).isEqualTo(202);
    var body = Api.awaitStatus(id, "CANCELLED");
    assertThat(body.getString("cancel_reason")).isEqualTo("wrong file");
    assertThat(record(id)).isNull();
    assertProblem(Api.post(PATH + "/" + id + "/cancel", "{}"), 409, "execution-already-ended");
  }

  @Test
  void theWorkerOfARunningExecutionGetsACommandToCancelIt() {
    String id = Api.submit("{\"workflow\":\"echo\"}");
    ClaimedExecution claimed = worker.claim(id);
    worker.start(claimed);
    Api.awaitStatus(id, "RUNNING");

    assertThat(
            Api.asAdministrator()
                .contentType("application/json")
                .post(PATH + "/" + id + "/cancel")
                .statusCode())
        .isEqualTo(202);

    assertThat(String.valueOf(commands())).contains(id).contains("CANCEL");
    worker.complete(
        claimed.attempt(),
        EventKind.RESULT,
        worker.outcome("CANCELLED", null, "stopped", null, null));
    Api.awaitStatus(id, "CANCELLED");
  }

  @Test
  void aSuspectWithACancelRequestIsCancelledInsteadOfRepeated() {
    String id = Api.submit("{\"workflow\":\"echo\"}");
    ClaimedExecution claimed = worker.claim(id);
    worker.start(claimed);
    Api.awaitStatus(id, "RUNNING");
    Api.post(PATH + "/" + id + "/cancel", "{}").then().statusCode(202);
    worker.complete(
        claimed.attempt(),
        EventKind.SUSPECT,
        worker.outcome("FAILED", "ProcessCrashed", null, null, null));

    Api.awaitStatus(id, "CANCELLED");
  }

  @Test
  void whatAWipedRedisLostIsPublishedAgainUnderANewEpoch() {
    String waiting = Api.submit("{\"workflow\":\"echo\",\"input\":\"waits\"}");
    String running = Api.submit("{\"workflow\":\"echo\",\"input\":\"runs\"}");
    ClaimedExecution claimed = worker.claim(running);
    worker.start(claimed);
    Api.awaitStatus(running, "RUNNING");
    await().atMost(CAP).until(() -> published(waiting));

    redis.send("FLUSHALL", List.of());

    ClaimedExecution again = worker.claim(waiting);
    assertThat(again.attempt().epoch()).isEqualTo(2);
    ClaimedExecution rerun = worker.claim(running);
    assertThat(rerun.attempt().epoch()).isEqualTo(2);
    worker.start(again, rerun);
    worker.succeed(again.attempt(), "1");
    worker.succeed(rerun.attempt(), "2");
    Api.awaitStatus(waiting, "SUCCESS");
    assertThat(Api.awaitStatus(running, "SUCCESS").getInt("losses")).isEqualTo(1);
  }

  @Test
  void redisThatGivesNoAnswerIsNoErrorOfASubmit() {
    redis.send("CLIENT", List.of("PAUSE", "1500", "ALL"));

    String id = Api.submit("{\"workflow\":\"echo\"}");

    assertThat(worker.claim(id).attempt().epoch()).isEqualTo(1);
  }

  @Test
  void aDatabaseThatGivesNoAnswerIs503AndSaysWhenToTryAgain() {
    database.transaction(
        connection -> {
          try (var lock = connection.createStatement()) {
            lock.execute("LOCK TABLE execution IN ACCESS EXCLUSIVE MODE");
          }
          var answer = Api.post(PATH, "{\"workflow\":\"echo\"}");
          assertProblem(answer, 503, "unavailable");
          assertThat(answer.header("Retry-After")).isEqualTo("2");
          return 1;
        });
  }

  private boolean published(String id) {
    return Api.get("/api/platform/queue?limit=200")
        .jsonPath()
        .getList("items.findAll { it.execution_id == '" + id + "' }.waiting_reason")
        .stream()
        .noneMatch("not_in_queue_yet"::equals);
  }

  private @Nullable Object record(String id) {
    return redis.send("HGET", List.of(keys.claims(), id));
  }

  private Object commands() {
    return Objects.requireNonNull(
        redis.send("XRANGE", List.of(ControlKeys.commands("worker-api"), "-", "+")));
  }

  public static void assertProblem(Response answer, int status, String type) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.<String>path("type")).isEqualTo("urn:sluice:problem:" + type);
    assertThat(answer.<String>path("title")).isNotBlank();
    assertThat(answer.<String>path("detail")).isNotBlank();
    assertThat(answer.<String>path("instance")).startsWith("urn:uuid:");
    assertThat(answer.<Integer>path("status")).isEqualTo(status);
  }

  @Test
  void whatRanLongestIsFirstWithinADay() {
    String organization = "longest-" + UUID.randomUUID();
    var ids = new ArrayList<String>();
    for (int ms : new int[] {20, 300, 20}) {
      String id = Api.submit("{\"workflow\":\"echo\",\"organization\":\"" + organization + "\"}");
      rows.change("UPDATE execution SET run_ms = ? WHERE id = ?", ms, id);
      ids.add(id);
    }
    String neverRan =
        Api.submit("{\"workflow\":\"echo\",\"organization\":\"" + organization + "\"}");
    Instant now = Instant.now();
    String query =
        PATH
            + "?sort=duration&limit=2&organization=%s&from=%s&to=%s"
                .formatted(organization, now.minusSeconds(600), now.plusSeconds(60));

    var first = Api.get(query).jsonPath();
    var second = Api.get(query + "&cursor=" + first.getString("next_cursor")).jsonPath();

    assertThat(first.getList("items.execution_id")).containsExactly(ids.get(1), ids.get(2));
    assertThat(second.getList("items.execution_id")).containsExactly(ids.get(0), neverRan);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sort=age",
        "sort=duration",
        "sort=duration&from=2026-01-01T00:00:00Z",
        "sort=duration&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:01Z",
        "sort=duration&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&cursor=x"
      })
  void aListByDurationIsWithinADay(String query) {
    assertProblem(Api.get(PATH + "?" + query), 422, "invalid-request");
  }

  @Test
  void aRequestWithoutATokenIsRefused() {
    assertProblem(given().get(PATH), 401, "unauthenticated");
    assertProblem(
        given().header("Authorization", "Bearer wrong").get(PATH), 401, "unauthenticated");
    assertProblem(given().header("Authorization", "Basic YTpi").get(PATH), 401, "unauthenticated");
  }
}
