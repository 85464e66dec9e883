package io.sluice.admin.execution.retry;

import static io.sluice.admin.execution.query.ExecutionApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sluice.admin.Api;
import io.sluice.admin.Bundles;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.TestWorker;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.EventKind;
import io.sluice.queue.QueueScripts;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class RetryTest {

  private static final String PATH = "/api/executions/";
  private static final String ECHO = "{\"workflow\":\"echo\"}";

  @Inject QueueScripts queue;
  @Inject Rows rows;
  @Inject Bundles bundles;
  private TestWorker worker;

  @BeforeEach
  void aWorker() {
    Api.awaitWorkflow("echo");
    worker = new TestWorker(queue, "worker-retry");
  }

  @Test
  void whatHasFailedRunsAgainUnderANewEpochWithFreshBudgets() {
    String id = failed(ECHO);
    rows.change(
        "UPDATE execution_history SET retries = 2, losses = 1, permit_epoch = 1, permit_claim = 1 WHERE id ="
            + " ?",
        id);

    Response answer = retry(id);

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.<String>path("status")).isEqualTo("PENDING");
    var waiting = Api.get(PATH + id).jsonPath();
    assertThat(waiting.getInt("attempt")).isEqualTo(2);
    assertThat(waiting.getInt("retries")).isZero();
    assertThat(waiting.getInt("losses")).isZero();
    assertThat(waiting.getString("error_type")).isNull();
    assertThat(waiting.getString("finished_at")).isNull();
    assertThat(waiting.getString("worker_id")).isNull();
    assertThat(
            rows.number(
                "SELECT count(*) FROM execution WHERE id = ? AND permit_epoch IS NULL"
                    + " AND permit_claim IS NULL AND last_claim = 0",
                id))
        .isOne();
    ClaimedExecution again = worker.claim(id);
    assertThat(again.attempt().epoch()).isEqualTo(2);
    assertThat(again.body().attemptNumber()).isEqualTo(2);
    worker.start(again);
    worker.succeed(again.attempt(), "2");
    assertThat(Api.awaitStatus(id, "SUCCESS").getList("attempts.status", String.class))
        .containsExactly("FAILED", "SUCCESS");
    assertThat(audits(id, "allowed")).isOne();
  }

  @Test
  void aCancelledExecutionThatRunsAgainIsNotCancelledAgain() {
    String id = Api.submit(ECHO);
    Api.post(PATH + id + "/cancel", "{}");
    Api.awaitStatus(id, "CANCELLED");

    assertThat(retry(id).statusCode()).isEqualTo(202);

    assertThat(Api.get(PATH + id).<String>path("cancel_requested_at")).isNull();
    ClaimedExecution again = worker.claim(id);
    worker.start(again);
    worker.succeed(again.attempt(), "1");
    Api.awaitStatus(id, "SUCCESS");
  }

  @Test
  void whatHasNotEndedIsRefusedAndAudited() {
    String id = Api.submit(ECHO);

    assertProblem(retry(id), 409, "execution-not-ended");

    assertThat(audits(id, "refused: The execution has not ended")).isOne();
    assertProblem(retry(UUID.randomUUID().toString()), 404, "no-such-execution");
    assertProblem(retry("nonsense"), 404, "no-such-execution");
  }

  @Test
  void anExecutionWhoseStuckAttemptMayBeAliveIsRefusedUnlessItsWorkflowIsIdempotent() {
    bundles.register("retried");
    String id = failed("{\"workflow\":\"retried\"}");
    rows.change(
        "UPDATE execution_history SET alive_worker = 'w', alive_generation = 1 WHERE id = ?", id);

    assertProblem(retry(id), 409, "attempt-still-alive");
    rows.change("UPDATE workflow SET idempotent = true WHERE name = 'retried'");

    assertThat(retry(id).statusCode()).isEqualTo(202);
    assertThat(Api.get(PATH + id).<String>path("waiting_reason")).isEqualTo("alive_attempt");
    rows.change(
        "UPDATE execution SET alive_worker = NULL, alive_generation = NULL WHERE id = ?", id);
    end(id);
  }

  @Test
  void anExecutionWhoseUniqueKeyIsInUseIsRefusedWithTheHolder() {
    String keyed = "{\"workflow\":\"echo\",\"unique_key\":\"retry-" + UUID.randomUUID() + "\"}";
    String id = failed(keyed);
    String holder = Api.submit(keyed);

    Response refused = retry(id);

    assertProblem(refused, 409, "unique-key-in-use");
    assertThat(refused.<String>path("execution_id")).isEqualTo(holder);
    end(holder);
    assertThat(retry(id).statusCode()).isEqualTo(202);
    end(id);
  }

  @Test
  void anExecutionOfABlacklistedOrDisabledWorkflowIsRefused() {
    bundles.register("shut");
    String id = failed("{\"workflow\":\"shut\"}");
    rows.blacklist("shut", "it floods the log");

    Response refused = retry(id);

    assertProblem(refused, 409, "workflow-blacklisted");
    assertThat(refused.<String>path("detail")).contains("it floods the log").contains("since 20");
    rows.release("shut");
    rows.change("UPDATE workflow SET enabled = false WHERE name = 'shut'");
    assertProblem(retry(id), 409, "workflow-disabled");
  }

  private void end(String id) {
    ClaimedExecution claimed = worker.claim(id);
    worker.start(claimed);
    worker.succeed(claimed.attempt(), "1");
    Api.awaitStatus(id, "SUCCESS");
  }

  private String failed(String body) {
    String id = Api.submit(body);
    ClaimedExecution claimed = worker.claim(id);
    worker.start(claimed);
    worker.complete(
        claimed.attempt(),
        EventKind.RESULT,
        worker.outcome("FAILED", "java.lang.IllegalStateException", "no", null, null));
    Api.awaitStatus(id, "FAILED");
    return id;
  }

  private static Response retry(String id) {
    return Api.asAdministrator().post(PATH + id + "/retry");
  }

  private long audits(String id, String result) {
    return rows.number(
        "SELECT count(*) FROM audit WHERE action = 'execution.retry' AND object = ? AND result = ?"
            + " AND actor = 'admin'",
        "execution/" + id,
        result);
  }
}
