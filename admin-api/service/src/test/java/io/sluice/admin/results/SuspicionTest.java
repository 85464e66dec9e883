package io.sluice.admin.results;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.TestWorker;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.EventKind;
import io.sluice.queue.QueueScripts;
import jakarta.inject.Inject;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Suspects of a crash: suspected, tried alone, acquitted or convicted. */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class SuspicionTest {

  private static final String REPORT =
      "{\"cause\":\"EXITED\",\"words\":\"It exited.\",\"last_output\":\"secret\"}";

  @Inject QueueScripts queue;
  @Inject Rows rows;
  @Inject MeterRegistry meters;
  private TestWorker worker;

  @BeforeEach
  void aWorker() {
    worker = new TestWorker(queue, "worker-suspects");
  }

  @Test
  void aSuspectIsTriedAloneAndItsSuccessAcquitsIt() {
    double acquitted = count("acquitted");
    String id = Api.submit("{\"workflow\":\"echo\"}");
    ClaimedExecution first = start(id);
    assertThat(first.body().executionModel()).isNull();
    crash(first, EventKind.SUSPECT);

    ClaimedExecution alone = start(id);
    assertThat(alone.body().executionModel()).isEqualTo("isolated");
    assertThat(suspicions(Api.awaitStatus(id, "RUNNING"))).contains("suspected");
    worker.succeed(alone.attempt(), "1");

    JsonPath done = Api.awaitStatus(id, "SUCCESS");
    assertThat(suspicions(done)).isEqualTo("[acquitted, null]");
    assertThat(done.getInt("losses")).isOne();
    assertThat(done.getInt("retries")).isZero();
    assertThat(count("acquitted")).isEqualTo(acquitted + 1);
  }

  @Test
  void aSuspectThatCrashesAloneConvictsItselfAndARetryIsNotAlone() {
    double convicted = count("convicted");
    String id = Api.submit("{\"workflow\":\"echo\",\"max_retries\":1}");
    crash(start(id), EventKind.SUSPECT);
    crash(start(id), EventKind.CONVICTED);

    Api.awaitStatus(id, "SCHEDULED");
    ClaimedExecution retry = worker.claimWhenDue(id);
    assertThat(retry.body().executionModel()).isNull();
    worker.start(retry);
    crash(retry, EventKind.CONVICTED);

    JsonPath failed = Api.awaitStatus(id, "FAILED");
    assertThat(failed.getString("error_type")).isEqualTo("ProcessCrashed");
    assertThat(suspicions(failed)).isEqualTo("[convicted, convicted, convicted]");
    assertThat(failed.getInt("losses")).isOne();
    assertThat(failed.getInt("retries")).isOne();
    assertThat(count("convicted")).isEqualTo(convicted + 2);
  }

  @Test
  void whatIsLostForAnotherReasonIsNoSuspect() {
    String id = Api.submit("{\"workflow\":\"echo\"}");
    crash(start(id), EventKind.BLAMELESS);

    ClaimedExecution again = start(id);
    assertThat(again.body().executionModel()).isNull();
    worker.succeed(again.attempt(), "1");
    assertThat(suspicions(Api.awaitStatus(id, "SUCCESS"))).isEqualTo("[null, null]");
  }

  @Test
  void anUnexplainedKillIsTriedAmongOthersOnceMoreAndThenAlone() {
    String id = Api.submit("{\"workflow\":\"echo\"}");
    crash(start(id), EventKind.KILLED);
    ClaimedExecution again = start(id);
    assertThat(again.body().executionModel()).isNull();
    crash(again, EventKind.KILLED);

    ClaimedExecution alone = start(id);
    assertThat(alone.body().executionModel()).isEqualTo("isolated");
    worker.succeed(alone.attempt(), "1");
    assertThat(suspicions(Api.awaitStatus(id, "SUCCESS"))).isEqualTo("[null, acquitted, null]");
  }

  @Test
  void theReportOfACrashIsKeptWithItsAttemptAndHidesOutputFromViewers() {
    String id = Api.submit("{\"workflow\":\"echo\"}");
    crash(start(id), EventKind.CONVICTED);

    String path = Api.awaitStatus(id, "FAILED").getString("attempts[0].crash_report");

    assertThat(Api.get(path).jsonPath().getString("last_output")).isEqualTo("secret");
    JsonPath seen =
        given().header("Authorization", "Bearer " + rows.token("viewer")).get(path).jsonPath();
    assertThat(seen.getString("cause")).isEqualTo("EXITED");
    assertThat(seen.getString("last_output")).isNull();
    assertThat(Api.get(path.replace("/1/", "/2/")).statusCode()).isEqualTo(404);
    assertThat(Api.get("/api/executions/" + id + "/dossier").statusCode())
        .as("it crashed and was not stuck")
        .isEqualTo(404);
  }

  private ClaimedExecution start(String id) {
    ClaimedExecution claimed = worker.claim(id);
    worker.start(claimed);
    return claimed;
  }

  private void crash(ClaimedExecution claimed, EventKind kind) {
    worker.complete(
        claimed.attempt(),
        kind,
        worker.outcome("FAILED", "ProcessCrashed", "It exited.", null, REPORT));
  }

  private static String suspicions(JsonPath execution) {
    return Objects.toString(execution.getList("attempts.suspicion"));
  }

  private double count(String verdict) {
    return meters.counter("sluice.suspects", "verdict", verdict).count();
  }
}
