package io.sluice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.EventKind;
import io.sluice.queue.QueueScripts;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@SuppressWarnings("NullAway.Init")
@QuarkusTestResource(TestSystem.class)
class OneExecutionTest {

  @Inject QueueScripts queue;
  private TestWorker worker;

  @BeforeEach
  void aWorker() {
    worker = new TestWorker(queue, "worker-one");
  }

  @Test
  void aSubmittedExecutionRunsAndItsResultIsRecorded() {
    String id = Api.submit("{\"workflow\":\"echo\",\"input\":{\"a\":1.50,\"b\":\"ü\"}}");
    ClaimedExecution claimed = worker.claim(id);
    assertThat(claimed.body().inputJson()).isEqualTo("{\"a\":1.50,\"b\":\"ü\"}");
    assertThat(claimed.body().entryPoint()).isEqualTo("test.echo");
    assertThat(claimed.body().timeoutMs()).isEqualTo(300_000);

    worker.start(claimed);
    Api.awaitStatus(id, "RUNNING");
    worker.succeed(claimed.attempt(), "{\"lines\":3}");

    var body = Api.awaitStatus(id, "SUCCESS");
    assertThat(body.getInt("result.lines")).isEqualTo(3);
    assertThat(body.getString("worker_id")).isEqualTo("worker-one");
    assertThat(body.getList("attempts")).hasSize(1);
    assertThat(body.getString("attempts[0].status")).isEqualTo("SUCCESS");
    assertThat(body.getString("created_by")).isEqualTo(TestSystem.USERNAME);
    assertThat(body.getString("created_at")).matches("\\d{4}-.*T.*\\.\\d{3}Z");
  }

  @Test
  void aStuckExecutionShowsTheStackOfTheSpinningMethod() {
    String id = Api.submit("{\"workflow\":\"echo\"}");
    ClaimedExecution claimed = worker.claim(id);
    worker.start(claimed);
    worker.complete(
        claimed.attempt(),
        EventKind.STUCK,
        worker.outcome(
            "FAILED",
            "ExecutionStuck",
            "spinning in test.Spin.loop(Spin.java:7)",
            null,
            "{\"verdict\":\"spinning in test.Spin.loop(Spin.java:7)\",\"top_frame\":\"test.Spin.loop(Spin.java:7)\"}"));

    var body = Api.awaitStatus(id, "FAILED");
    assertThat(body.getString("error_type")).isEqualTo("ExecutionStuck");
    assertThat(body.getString("stuck.verdict")).startsWith("spinning in");
    assertThat(body.getString("stuck.stack")).contains("test.Spin.loop");
    assertThat(Api.get(body.getString("stuck.dossier")).jsonPath().getString("top_frame"))
        .isEqualTo("test.Spin.loop(Spin.java:7)");
  }
}
