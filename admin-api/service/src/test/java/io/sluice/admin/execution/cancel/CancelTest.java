package io.sluice.admin.execution.cancel;

import static io.restassured.RestAssured.given;
import static io.sluice.admin.execution.query.ExecutionApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.admin.Api;
import io.sluice.admin.Bundles;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.TestWorker;
import io.sluice.admin.database.Database;
import io.sluice.command.CommandAnswer;
import io.sluice.command.CommandScripts;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.ControlKeys;
import io.sluice.queue.EventKind;
import io.sluice.queue.QueueAnswers.ReapAnswer;
import io.sluice.queue.QueueKeys;
import io.sluice.queue.QueueScripts;
import io.sluice.queue.RedisConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class CancelTest {

  private static final Duration CAP = Duration.ofSeconds(30);
  private static final String PATH = "/api/executions/";
  private static final String ECHO = "{\"workflow\":\"echo\"}";

  @Inject QueueScripts queue;
  @Inject QueueKeys keys;
  @Inject RedisConnection redis;
  @Inject CommandScripts commands;
  @Inject Database database;
  @Inject Rows rows;
  @Inject Bundles bundles;
  private TestWorker worker;
  private String name;

  @BeforeEach
  void aWorker() {
    Api.awaitWorkflow("echo");
    name = "worker-" + UUID.randomUUID();
    worker = new TestWorker(queue, name);
  }

  @Test
  void anEndBeforeTheStartIsCountedLikeEveryOther() {
    String id = Api.submit(ECHO);
    await().atMost(CAP).until(() -> record(id) != null);
    // Cancelled executions of other tests may end meanwhile: each of them counts, too.
    long rowsBefore = cancelledRows();
    double before = cancelled();

    Response answer = cancel(id);

    assertThat(answer.<String>path("status")).isEqualTo("CANCELLED");
    assertThat(cancelledRows()).isGreaterThan(rowsBefore);
    await()
        .atMost(CAP)
        .untilAsserted(
            () ->
                assertThat((long) (cancelled() - before)).isEqualTo(cancelledRows() - rowsBefore));
  }

  @Test
  void aResultThatIsOnTheWayIsNotTurnedIntoACancel() {
    String id = Api.submit(ECHO);
    ClaimedExecution claimed = worker.claim(id);
    database.transaction(
        connection -> {
          try (var lock = connection.createStatement()) {
            // The recorder cannot write while it is held; a cancel does not need this table.
            lock.execute("LOCK TABLE attempt IN ACCESS EXCLUSIVE MODE");
          }
          worker.start(claimed);
          worker.succeed(claimed.attempt(), "1");
          await().atMost(CAP).until(() -> cancel(id).statusCode() == 202);
          assertThat(
                  rows.number(
                      "SELECT count(*) FROM execution WHERE id = ? AND status = 'PENDING'"
                          + " AND cancel_requested_at IS NOT NULL",
                      id))
              .isOne();
          return 1;
        });

    Api.awaitStatus(id, "SUCCESS");
  }

  @Test
  void theWorkerGetsACommandThatIsRepeatedUntilItAnswers() {
    String id = running();

    assertThat(cancel(id).statusCode()).isEqualTo(202);
    assertThat(cancel(id).statusCode()).isEqualTo(202);

    String command = command(id);
    assertThat(told()).hasSize(1);
    rows.change("UPDATE command SET sent_at = sent_at - interval '5 s' WHERE id = ?", command);
    await().atMost(CAP).until(() -> told().size() == 2);
    assertThat(told()).allMatch(each -> each.toString().contains(command));
    commands.answer(name, "0-1", command, CommandAnswer.DONE, "");
    await().atMost(CAP).until(() -> status(command), "DONE"::equals);
    commands.answer(name, "0-1", command, CommandAnswer.NOOP, "again");
    var shown = Api.get("/api/platform/commands/" + command).jsonPath();
    assertThat(shown.getString("kind")).isEqualTo("CANCEL");
    assertThat(shown.getString("worker_id")).isEqualTo(name);
    assertThat(shown.getString("requested_by")).isEqualTo("admin");
    assertThat(shown.getString("answered_at")).isNotNull();
    assertThat(shown.getString("status")).isEqualTo("DONE");
  }

  @Test
  void aCancelWithoutAnAnswerExpiresAndIsSentAgain() {
    String id = running();
    cancel(id).then().statusCode(202);
    String command = command(id);

    rows.change("UPDATE command SET deadline = now() WHERE id = ?", command);

    await().atMost(CAP).until(() -> status(command), "EXPIRED"::equals);
    rows.change("UPDATE execution SET cancel_sent_at = now() - interval '15 s' WHERE id = ?", id);
    await().atMost(CAP).until(() -> !command(id).equals(command));
  }

  @Test
  void aCancelOfWhatHasEndedMeanwhileIsClosed() {
    String id = Api.submit(ECHO);
    ClaimedExecution claimed = worker.claim(id);
    worker.start(claimed);
    Api.awaitStatus(id, "RUNNING");
    cancel(id).then().statusCode(202);
    String command = command(id);
    worker.complete(
        claimed.attempt(),
        EventKind.RESULT,
        worker.outcome("CANCELLED", null, "stopped", null, null));
    Api.awaitStatus(id, "CANCELLED");

    rows.change("UPDATE command SET requested_at = now() - interval '5 s' WHERE id = ?", command);

    await().atMost(CAP).until(() -> status(command), "NOOP"::equals);
  }

  @Test
  void whatALostWorkerLeftInTheQueueEnds() {
    String id = running();
    assertThat(queue.reap(Map.of(id, Objects.requireNonNull(record(id)))))
        .containsExactly(ReapAnswer.REQUEUED);

    assertThat(cancel(id).<String>path("status")).isEqualTo("CANCELLED");

    assertThat(record(id)).isNull();
    Api.awaitStatus(id, "CANCELLED");
  }

  @Test
  void theWorkerOfWhatRedisLostGetsACommandAndMayStillWriteItBack() {
    String id = running();
    redis.send("HDEL", List.of(keys.claims(), id));

    assertThat(cancel(id).<String>path("status")).isEqualTo("RUNNING");

    assertThat(told()).hasSize(1);
    assertThat(redis.send("ZSCORE", List.of("sl:{" + keys.shard() + "}:done", id))).isNull();
  }

  @Test
  void theLockOfAnExclusiveExecutionGoesWhenItIsCancelledBeforeItRan() {
    bundles.register("alone");
    rows.change("UPDATE workflow SET exclusive = true WHERE name = 'alone'");
    String id = Api.submit("{\"workflow\":\"alone\"}");
    lock(id, id);

    cancel(id).then().statusCode(202);

    Api.awaitStatus(id, "CANCELLED");
    assertThat(rows.number("SELECT count(*) FROM exclusive_lock WHERE execution_id = ?", id))
        .isZero();
  }

  @Test
  void whatIsDueLaterIsCancelledAtOnce() {
    String id =
        Api.submit(
            "{\"workflow\":\"echo\",\"run_at\":\"" + Instant.now().plusSeconds(3600) + "\"}");

    assertThat(cancel(id).<String>path("status")).isEqualTo("CANCELLED");
    assertProblem(cancel(id), 409, "execution-already-ended");
  }

  @Test
  void aReasonThatCannotBeStoredIsRefused() {
    String id = Api.submit(ECHO);

    Response answer = Api.post(PATH + id + "/cancel", "{\"reason\":\"a\\u0000b\"}");

    assertProblem(answer, 422, "invalid-request");
    assertThat(answer.<String>path("errors[0].field")).isEqualTo("reason");
    cancel(id);
  }

  private void lock(String id, String holder) {
    rows.change(
        """
        INSERT INTO exclusive_lock (key, execution_id, epoch, since)
        SELECT lock_key, ?, 1, now() FROM execution WHERE id = ? ON CONFLICT DO NOTHING
        """,
        holder,
        id);
  }

  private String running() {
    String id = Api.submit(ECHO);
    worker.start(worker.claim(id));
    Api.awaitStatus(id, "RUNNING");
    return id;
  }

  private static Response cancel(String id) {
    return Api.post(PATH + id + "/cancel", "{}");
  }

  private String command(String execution) {
    return rows.text(
        "SELECT id FROM command WHERE execution_id = ? ORDER BY requested_at DESC LIMIT 1",
        execution);
  }

  private static String status(String command) {
    return Api.get("/api/platform/commands/" + command).path("status");
  }

  private List<?> told() {
    return (List<?>)
        Objects.requireNonNull(redis.send("XRANGE", List.of(ControlKeys.commands(name), "-", "+")));
  }

  private @Nullable String record(String id) {
    return (String) redis.send("HGET", List.of(keys.claims(), id));
  }

  private long cancelledRows() {
    return rows.number(
        """
        SELECT count(*) FROM execution_all WHERE status = 'CANCELLED'
        """);
  }

  private static double cancelled() {
    int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    return given()
        .port(port)
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith("sluice_executions_finished_total"))
        .filter(line -> line.contains("CANCELLED"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }
}
