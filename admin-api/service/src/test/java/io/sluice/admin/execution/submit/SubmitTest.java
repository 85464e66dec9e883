package io.sluice.admin.execution.submit;

import static io.sluice.admin.execution.query.ExecutionApiTest.assertProblem;
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
import io.sluice.queue.QueueKeys;
import io.sluice.queue.QueueScripts;
import io.sluice.queue.RedisConnection;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class SubmitTest {

  private static final Duration CAP = Duration.ofSeconds(30);
  private static final String PATH = "/api/executions";

  @Inject QueueScripts queue;
  @Inject QueueKeys keys;
  @Inject RedisConnection redis;
  @Inject Rows rows;
  @Inject Database database;
  private TestWorker worker;

  @BeforeEach
  void aWorker() {
    Api.awaitWorkflow("echo");
    worker = new TestWorker(queue, "worker-accept");
  }

  @Test
  void whatIsDueSoonWaitsInRedisAndRunsAtItsTime() {
    Instant due = Instant.now().plusSeconds(2);

    Response answer = submit("\"run_at\":\"" + due.atOffset(ZoneOffset.ofHours(2)) + "\"");

    assertThat(answer.<String>path("status")).isEqualTo("SCHEDULED");
    String id = answer.path("execution_id");
    await().atMost(CAP).until(() -> record(id) != null);
    assertThat(record(id)).contains("|D|");
    assertThat(Instant.parse(Api.get(PATH + "/" + id).path("run_at")))
        .isBetween(due.minusMillis(1), due);
    ClaimedExecution claimed = worker.claimWhenDue(id);
    assertThat(Instant.now()).isAfterOrEqualTo(due);
    worker.start(claimed);
    Api.awaitStatus(id, "RUNNING");
    worker.succeed(claimed.attempt(), "1");
    assertThat(Api.awaitStatus(id, "SUCCESS").getLong("queue_ms")).isLessThan(2_000);
  }

  @Test
  void whatIsDueLaterWaitsInPostgresOnly() {
    Instant due = Instant.now().plus(Duration.ofMinutes(6));
    String later = submit("\"run_at\":\"" + due + "\"").path("execution_id");
    String now = Api.submit("{\"workflow\":\"echo\"}");

    await().atMost(CAP).until(() -> record(now) != null);

    // The enqueuer takes them in order.
    assertThat(record(later)).isNull();
    Api.awaitStatus(later, "SCHEDULED");
  }

  @Test
  void aTimeInThePastMeansNow() {
    Response answer = submit("\"run_at\":\"2020-01-01T00:00:00Z\"");

    assertThat(answer.<String>path("status")).isEqualTo("PENDING");
    assertThat(Api.get(PATH + "/" + answer.path("execution_id")).<@Nullable String>path("run_at"))
        .isNull();
  }

  @Test
  void anIdempotencyKeyGivesTheFirstAnswerOfAScheduledExecutionAgain() {
    String key = UUID.randomUUID().toString();
    String body = "{\"workflow\":\"echo\",\"run_at\":\"" + Instant.now().plusSeconds(600) + "\"}";

    Response first = once(key, body);

    assertThat(first.<String>path("status")).isEqualTo("SCHEDULED");
    assertThat(once(key, body).asString()).isEqualTo(first.asString());
  }

  @Test
  void aUniqueKeyIsRefusedWithTheHoldersIdUntilTheHolderHasEnded() {
    String key = "k-" + UUID.randomUUID();
    String holder = submit("\"unique_key\":\"" + key + "\"").path("execution_id");

    Response second = submit("\"unique_key\":\"" + key + "\"");

    assertProblem(second, 409, "unique-key-in-use");
    assertThat(second.<String>path("execution_id")).isEqualTo(holder);
    assertThat(second.<String>path("detail")).contains(key);
    Api.post(PATH + "/" + holder + "/cancel", "{}");
    Api.awaitStatus(holder, "CANCELLED");
    assertThat(submit("\"unique_key\":\"" + key + "\"").statusCode()).isEqualTo(202);
  }

  @Test
  void withinABatchTheFirstOfAUniqueKeyIsAccepted() {
    String item = "{\"workflow\":\"echo\",\"unique_key\":\"b-" + UUID.randomUUID() + "\"}";

    Response answer =
        Api.post(PATH + "/batch", "[" + item + ",{\"workflow\":\"echo\"}," + item + "]");

    assertThat(answer.jsonPath().getList("status")).containsExactly("PENDING", "PENDING", null);
    assertThat(answer.jsonPath().getString("[2].problem.execution_id"))
        .isEqualTo(answer.jsonPath().getString("[0].execution_id"));
  }

  @Test
  void racingBatchesOfTheSameUniqueKeysAcceptEachKeyOnce() throws Exception {
    String race = "r-" + UUID.randomUUID() + "-";
    int keysOfARound = 100;
    List<Response> answers;
    try (var threads = Executors.newFixedThreadPool(8)) {
      var submits =
          IntStream.range(0, 16)
              .mapToObj(i -> threads.submit(() -> batch(race, keysOfARound, i % 2 == 0)))
              .toList();
      answers = new ArrayList<>();
      for (var submit : submits) {
        answers.add(submit.get());
      }
    }

    assertThat(answers).extracting(Response::statusCode).containsOnly(202);
    assertThat(
            answers.stream()
                .flatMap(each -> each.jsonPath().getList("status").stream())
                .filter("PENDING"::equals))
        .hasSize(keysOfARound);
    assertThat(
            rows.number(
                "SELECT count(*) FROM execution_all WHERE starts_with(unique_key, ?)", race))
        .isEqualTo(keysOfARound);
  }

  @Test
  void aBatchTakesItsUniqueKeysInOneOrderSoThatTwoNeverWaitForEachOther() throws Exception {
    String race = "o-" + UUID.randomUUID() + "-";
    Future<Response> batch;
    try (var threads = Executors.newSingleThreadExecutor()) {
      batch =
          database.transaction(
              connection -> {
                take(connection, race + 0);
                var waiting = threads.submit(() -> batch(race, 2, false));
                await().atMost(CAP).until(() -> waitingForALock() > 0);
                // Were key 1 taken before key 0 was waited for, each would wait for the other.
                take(connection, race + 1);
                return waiting;
              });
    }

    assertThat(batch.get().jsonPath().getList("problem.title"))
        .containsExactly("The unique key is in use", "The unique key is in use");
    rows.change("DELETE FROM execution WHERE starts_with(unique_key, ?)", race);
  }

  private static void take(Connection connection, String key) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO execution (id, workflow_id, status, priority, shard, epoch, max_retries,
              created_at, created_by, queued_at, run_at, unique_key)
            SELECT gen_random_uuid(), id, 'SCHEDULED', 1, 'q0', 1, 0, now(), 'test', now(),
              now() + interval '1 day', ? FROM workflow WHERE name = 'echo'
            """)) {
      insert.setString(1, key);
      insert.executeUpdate();
    }
  }

  private long waitingForALock() {
    return rows.number("SELECT count(*) FROM pg_locks WHERE NOT granted");
  }

  @Test
  void anIdempotencyKeyDoesNotStandForWhatAUniqueKeyRefused() {
    String unique = "u-" + UUID.randomUUID();
    String key = UUID.randomUUID().toString();
    String body = "{\"workflow\":\"echo\",\"unique_key\":\"" + unique + "\"}";
    String holder = Api.submit(body);
    assertProblem(once(key, body), 409, "unique-key-in-use");
    Api.post(PATH + "/" + holder + "/cancel", "{}");
    Api.awaitStatus(holder, "CANCELLED");

    Response later = once(key, body);

    assertThat(later.statusCode()).isEqualTo(202);
    assertThat(Api.get(later.header("Location")).statusCode()).isEqualTo(200);
  }

  @Test
  void aBlacklistedWorkflowIsRefusedWithReasonAndSinceWhen() {
    rows.blacklist("echo", "it broke the disk");
    try {
      Response answer = Api.post(PATH, "{\"workflow\":\"echo\"}");

      assertProblem(answer, 409, "workflow-blacklisted");
      assertThat(answer.<String>path("detail")).contains("it broke the disk").contains("since 20");
      Response batch = Api.post(PATH + "/batch", "[{\"workflow\":\"echo\"}]");
      assertThat(batch.jsonPath().getString("[0].problem.type")).endsWith("workflow-blacklisted");
      assertThat(batch.jsonPath().getString("[0].execution_id")).isNull();
    } finally {
      rows.release("echo");
    }
    assertThat(Api.post(PATH, "{\"workflow\":\"echo\"}").statusCode()).isEqualTo(202);
  }

  private static Response submit(String more) {
    return Api.post(PATH, "{\"workflow\":\"echo\"," + more + "}");
  }

  private static Response once(String key, String body) {
    return Api.asAdministrator()
        .header("Idempotency-Key", key)
        .contentType("application/json")
        .body(body)
        .post(PATH);
  }

  private static Response batch(String prefix, int keys, boolean forward) {
    String items =
        IntStream.range(0, keys)
            .map(i -> forward ? i : keys - 1 - i)
            .mapToObj(i -> "{\"workflow\":\"echo\",\"unique_key\":\"" + prefix + i + "\"}")
            .collect(Collectors.joining(",", "[", "]"));
    return Api.post(PATH + "/batch", items);
  }

  private @Nullable String record(String id) {
    return (String) redis.send("HGET", List.of(keys.claims(), id));
  }
}
