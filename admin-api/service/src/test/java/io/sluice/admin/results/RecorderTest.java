package io.sluice.admin.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.sluice.admin.Api;
import io.sluice.admin.TestSystem;
import io.sluice.admin.TestWorker;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.admin.redis.StreamReader.StreamEntry;
import io.sluice.queue.Attempt;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.ControlKeys;
import io.sluice.queue.EventKind;
import io.sluice.queue.Json;
import io.sluice.queue.QueueKeys;
import io.sluice.queue.QueueScripts;
import io.sluice.queue.RedisConnection;
import io.sluice.queue.StartedEvent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class RecorderTest {

  private static final Duration CAP = Duration.ofSeconds(30);

  @Inject QueueScripts queue;
  @Inject QueueKeys keys;
  @Inject RedisConnection redis;
  @Inject Database database;
  @Inject AgroalDataSource source;
  @Inject RecorderTransaction transaction;
  private TestWorker worker;

  @BeforeEach
  void aWorker() {
    worker = new TestWorker(queue, "worker-recorder");
  }

  @Test
  void aSuspectIsRepeatedWithinItsLossBudgetAndThenFails() {
    String id = Api.submit("{\"workflow\":\"echo\"}");
    for (int loss = 0; loss < 4; loss++) {
      ClaimedExecution claimed = worker.claim(id);
      assertThat(claimed.attempt().epoch()).isEqualTo(1 + loss);
      worker.start(claimed);
      worker.complete(
          claimed.attempt(),
          EventKind.SUSPECT,
          worker.outcome("FAILED", "ProcessCrashed", "exit code 134", null, null));
    }

    var body = Api.awaitStatus(id, "FAILED");
    assertThat(body.getString("error_type")).isEqualTo("ProcessCrashed");
    assertThat(body.getInt("losses")).isEqualTo(4);
    assertThat(body.getList("attempts")).hasSize(4);
    assertThat(body.getList("attempts.status", String.class))
        .containsExactly("LOST", "LOST", "LOST", "FAILED");
  }

  @Test
  void aRowThatAPersonHasLockedDelaysNoOtherResult() throws SQLException {
    String held = Api.submit("{\"workflow\":\"echo\"}");
    ClaimedExecution claimed = worker.claim(held);
    try (var person = source.getConnection()) {
      person.setAutoCommit(false);
      assertThat(
              Sql.exists(
                  person, "SELECT FROM execution WHERE id = ? FOR UPDATE", UUID.fromString(held)))
          .isTrue();
      worker.start(claimed);
      worker.succeed(claimed.attempt(), "1");
      for (int i = 0; i < 20; i++) {
        String id = Api.submit("{\"workflow\":\"echo\"}");
        ClaimedExecution other = worker.claim(id);
        worker.start(other);
        worker.succeed(other.attempt(), "2");
        Api.awaitStatus(id, "SUCCESS");
      }
      await().atMost(CAP).untilAsserted(() -> assertThat(readiness()).contains(held));
      person.rollback();
    }

    var body = Api.awaitStatus(held, "SUCCESS");
    assertThat(body.getString("result")).isEqualTo("1");
    await().atMost(CAP).untilAsserted(() -> assertThat(readiness()).doesNotContain(held));
  }

  private static String readiness() {
    int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    return RestAssured.given().port(port).get("/q/health/ready").asString();
  }

  @Test
  void anExecutionFinishedWhenItEndedAndNotWhenThatWasRecorded() {
    String id = Api.submit("{\"workflow\":\"echo\"}");
    ClaimedExecution claimed = worker.claim(id);
    worker.start(claimed);
    Instant finished = Instant.now().minusSeconds(10).truncatedTo(ChronoUnit.MILLIS);
    worker.complete(
        claimed.attempt(), EventKind.RESULT, worker.success(finished.minusSeconds(2), finished));

    var body = Api.awaitStatus(id, "SUCCESS");
    assertThat(body.getString("finished_at")).isEqualTo(finished.toString());
    assertThat(body.getString("attempts[0].finished_at")).isEqualTo(finished.toString());
    assertThat(Instant.parse(body.getString("recorded_at"))).isAfter(finished.plusSeconds(9));
    assertThat(Instant.parse(body.getString("attempts[0].recorded_at")))
        .isAfter(finished.plusSeconds(9));
  }

  @Test
  void aLateResultIsRefusedAndKept() {
    String id = Api.submit("{\"workflow\":\"echo\"}");
    ClaimedExecution claimed = worker.claim(id);
    worker.start(claimed);
    worker.succeed(claimed.attempt(), "1");
    Api.awaitStatus(id, "SUCCESS");

    redis.send(
        "XADD",
        List.of(
            keys.results(),
            "*",
            "k",
            "result",
            "id",
            id,
            "ep",
            "1",
            "cl",
            "1",
            "o",
            "other",
            "r",
            Json.write(worker.outcome("FAILED", "Late", "too late", null, null))));

    await()
        .atMost(CAP)
        .until(() -> refusals(id), List.of("duplicate: it has ended as SUCCESS")::equals);
    assertThat(Api.awaitStatus(id, "SUCCESS").getInt("result")).isEqualTo(1);
  }

  @Test
  void noStatementChangesTheOutcomeOfATerminalRow() {
    String id = Api.submit("{\"workflow\":\"echo\"}");
    ClaimedExecution claimed = worker.claim(id);
    worker.start(claimed);
    worker.succeed(claimed.attempt(), "1");
    Api.awaitStatus(id, "SUCCESS");

    assertThatThrownBy(
            () -> update("UPDATE execution_history SET status = 'FAILED' WHERE id = ?", id))
        .hasMessageContaining("keeps its outcome");
    assertThatThrownBy(() -> update("UPDATE execution_history SET result = '2' WHERE id = ?", id))
        .hasMessageContaining("keeps its outcome");
    assertThatThrownBy(
            () -> update("UPDATE execution_history SET epoch = epoch + 1 WHERE id = ?", id))
        .hasMessageContaining("keeps its outcome");
    assertThat(update("DELETE FROM execution WHERE id = ?", id)).as("it has left").isZero();
  }

  @Test
  void anEventOfANewerWorkerIsKeptAsideAndConfirmedToItsWorker() {
    String id = Api.submit("{\"workflow\":\"echo\"}");
    ClaimedExecution claimed = worker.claim(id);
    worker.start(claimed);
    redis.send(
        "XADD",
        List.of(
            keys.results(),
            "*",
            "k",
            "postponed",
            "id",
            id,
            "ep",
            "1",
            "cl",
            "1",
            "o",
            "worker-recorder",
            "r",
            "{}"));

    await()
        .atMost(CAP)
        .until(() -> commandsTo("worker-recorder").contains(List.of("r", id + "/1/1")));
    assertThat(refusals(id))
        .containsExactly(
            "the event kind postponed is not known to this version: upgrade admin-api before its"
                + " workers");
    worker.succeed(claimed.attempt(), "1");
    Api.awaitStatus(id, "SUCCESS");
  }

  @Test
  void aPermitThatWasNotUsedIsFreeAgainAndThatOfAnotherAttemptStays() {
    String id = Api.submit("{\"workflow\":\"echo\"}");
    ClaimedExecution claimed = worker.claim(id);
    var asking = new StartedEvent("worker-recorder", 0, 0, "thread", Instant.now());
    ask(claimed.attempt(), asking);
    await().atMost(CAP).until(() -> permits(id), List.of("1.1")::equals);

    ask(new Attempt(id, 1, 7), asking.returningPermit());
    ask(claimed.attempt(), asking.returningPermit());

    await().atMost(CAP).until(() -> permits(id), List.of()::equals);
    ask(new Attempt(id, 1, 2), asking);
    await().atMost(CAP).until(() -> permits(id), List.of("1.2")::equals);
    ask(claimed.attempt(), asking.returningPermit());
    worker.start(claimed);
    worker.succeed(claimed.attempt(), "1");
    Api.awaitStatus(id, "SUCCESS");
    assertThat(permits(id)).containsExactly("1.2");
  }

  private void ask(Attempt attempt, StartedEvent event) {
    redis.send(
        "XADD",
        List.of(
            keys.results(),
            "*",
            "k",
            "asked",
            "id",
            attempt.executionId(),
            "ep",
            Long.toString(attempt.epoch()),
            "cl",
            Long.toString(attempt.claim()),
            "o",
            "worker-recorder",
            "r",
            Json.write(event)));
  }

  private List<String> permits(String id) {
    return texts(
        "SELECT permit_epoch || '.' || permit_claim FROM execution_all WHERE id = ?"
            + " AND permit_owner IS NOT NULL",
        id);
  }

  @Test
  void poisonIsKeptAsideAndNeverHoldsUpOthers() {
    redis.send("XADD", List.of(keys.results(), "*", "k", "nonsense"));
    redis.send(
        "XADD",
        List.of(keys.results(), "*", "k", "result", "id", "no-uuid\0", "ep", "1", "cl", "x"));
    String id = Api.submit("{\"workflow\":\"echo\"}");
    ClaimedExecution claimed = worker.claim(id);
    worker.start(claimed);
    worker.complete(
        claimed.attempt(),
        EventKind.RESULT,
        worker.outcome("FAILED", "my.Bad\0Error", "nul \0 and \ud800 alone", "{not json", null));

    var body = Api.awaitStatus(id, "FAILED");
    assertThat(body.getString("error_message")).isEqualTo("nul \\u0000 and ? alone");
    assertThat(body.getString("data_flag")).isEqualTo("result_not_json");
    assertThat(body.getString("result")).isEqualTo("{not json");
    await()
        .atMost(CAP)
        .until(() -> redis.send("XLEN", List.of(keys.results())), Long.valueOf(0)::equals);
  }

  @Test
  void aResultWithoutReadablePayloadIsALossAndRepeated() {
    String id = Api.submit("{\"workflow\":\"echo\"}");
    ClaimedExecution claimed = worker.claim(id);
    worker.start(claimed);
    redis.send(
        "XADD",
        List.of(
            keys.results(), "*", "k", "result", "id", id, "ep", "1", "cl", "1", "r", "not json"));

    assertThat(worker.claim(id).attempt().epoch()).isEqualTo(2);
  }

  @Test
  void eventsThatADeadRecorderReadComeBackAndAreWrittenOnce() {
    String id = Api.submit("{\"workflow\":\"echo\"}");
    ClaimedExecution claimed = worker.claim(id);
    worker.start(claimed);
    Api.awaitStatus(id, "RUNNING");
    var fields =
        Map.of(
            "k",
            "result",
            "id",
            id,
            "ep",
            "1",
            "cl",
            "1",
            "r",
            Json.write(worker.outcome("SUCCESS", null, null, "7", null)));
    var read = ReportReader.read(new StreamEntry("1-1", fields));

    // The commit went through, the acknowledgement did not: the same event again.
    RecordBatch first = transaction.write(List.of(read));
    RecordBatch second = transaction.write(List.of(read));

    assertThat(first.ended()).hasSize(1);
    assertThat(second.ended()).isEmpty();
    assertThat(second.refusals()).hasSize(1);
    assertThat(Api.awaitStatus(id, "SUCCESS").getInt("result")).isEqualTo(7);
  }

  @Test
  void logLinesCanBeReadPageByPageAndByLevel() {
    String id = Api.submit("{\"workflow\":\"echo\"}");
    ClaimedExecution claimed = worker.claim(id);
    worker.start(claimed);
    redis.send(
        "XADD",
        List.of(
            keys.logs(),
            "*",
            "r",
            """
            {"execution_id":"%s","epoch":1,"claim":1,"lines":[
            {"seq":1,"at":"2026-01-01T00:00:00Z","level":"INFO","message":"one"},
            {"seq":2,"at":"2026-01-01T00:00:01Z","level":"WARN","message":"two\\u0000"},
            {"seq":99999999,"at":"2026-01-01T00:00:01Z","level":"WARN","message":"past the cap"}]}
            """
                .formatted(id)));

    String path = "/api/executions/" + id + "/logs";
    await().atMost(CAP).until(() -> Api.get(path).jsonPath().getList("items").size() == 2);
    var page = Api.get(path + "?limit=1").jsonPath();
    assertThat(page.getString("items[0].message")).isEqualTo("one");
    var rest = Api.get(path + "?after=" + page.getString("next_cursor")).jsonPath();
    assertThat(rest.getString("items[0].message")).isEqualTo("two\\u0000");
    assertThat(Api.get(path + "?level=WARN").jsonPath().getList("items")).hasSize(1);
    assertThat(Api.get(path + "?level=LOUD").statusCode()).isEqualTo(422);
  }

  private List<?> commandsTo(String workerId) {
    var entries = redis.send("XRANGE", List.of(ControlKeys.commands(workerId), "-", "+"));
    return ((List<?>) Objects.requireNonNull(entries))
        .stream().map(entry -> ((List<?>) entry).get(1)).toList();
  }

  private List<String> refusals(String id) {
    return texts("SELECT reason FROM refused_result WHERE execution_id = ?", id);
  }

  private List<String> texts(String sql, String id) {
    return database.transaction(
        connection -> {
          try (var select = connection.prepareStatement(sql)) {
            select.setObject(1, UUID.fromString(id));
            var texts = new ArrayList<String>();
            try (var row = select.executeQuery()) {
              while (row.next()) {
                texts.add(row.getString(1));
              }
            }
            return texts;
          }
        });
  }

  private int update(String sql, String id) {
    return database.transaction(
        connection -> {
          try (var update = connection.prepareStatement(sql)) {
            update.setObject(1, UUID.fromString(id));
            return update.executeUpdate();
          }
        });
  }
}
