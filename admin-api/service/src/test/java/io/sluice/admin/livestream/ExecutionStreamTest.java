package io.sluice.admin.livestream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.TestWorker;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.Json;
import io.sluice.queue.LogBatch;
import io.sluice.queue.QueueKeys;
import io.sluice.queue.QueueScripts;
import io.sluice.queue.RedisConnection;
import io.sluice.registration.RegistrationScripts;
import io.sluice.registration.WorkerHeartbeat;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class ExecutionStreamTest {

  @Inject QueueScripts queue;
  @Inject QueueKeys keys;
  @Inject RedisConnection redis;
  @Inject RegistrationScripts registrations;
  @Inject Rows rows;
  private final String workerId = "watch-" + UUID.randomUUID();
  private TestWorker worker;
  private String id;

  @BeforeEach
  void anExecutionWaits() {
    worker = new TestWorker(queue, workerId);
    id = Api.submit("{\"workflow\":\"echo\",\"input\":\"secret\"}");
  }

  @Test
  void itsWholeLifeIsSeen() {
    try (TestSocket socket = open("operator")) {
      JsonNode first = socket.awaitSnapshot();
      assertThat(socket.frames.getFirst()).isEqualTo(first);
      assertThat(first.path("execution").path("status").asText()).isEqualTo("PENDING");
      assertThat(first.path("execution").path("input").asText()).isEqualTo("secret");
      assertThat(first.path("lines")).isEmpty();

      ClaimedExecution claimed = worker.claim(id);
      worker.start(claimed);
      assertThat(awaitStatus(socket, "RUNNING").path("worker_id").asText()).isEqualTo(workerId);
      registrations.heartbeat(heartbeat(claimed));
      JsonNode progress =
          socket
              .await(frame -> frame.path("execution").path("progress").has("message"))
              .path("execution");
      assertThat(progress.path("progress").path("percent").asDouble()).isEqualTo(50);

      log(claimed, 0, 2);
      JsonNode lines = socket.await(frame -> frame.path("lines").size() > 0).path("lines");
      assertThat(lines.path(0).path("message").asText()).isEqualTo("line 0");
      assertThat(lines.path(0).path("seq").asLong()).isZero();
      worker.succeed(claimed.attempt(), "1");
      assertThat(awaitStatus(socket, "SUCCESS").path("duration_ms").asLong()).isEqualTo(12);
      registrations.goodbye(workerId);
    }
  }

  @Test
  void whoComesLateGetsTheLastLinesAndEachLineOnce() {
    ClaimedExecution claimed = worker.claim(id);
    worker.start(claimed);
    log(claimed, 0, 300);
    try (TestSocket socket = open("operator")) {
      JsonNode first = socket.awaitSnapshot();
      assertThat(first.path("lines")).hasSize(200);
      assertThat(first.path("lines").path(199).path("message").asText()).isEqualTo("line 299");

      log(claimed, 300, 10);
      socket.say("{\"type\":\"snapshot\"}");
      log(claimed, 310, 10);

      socket.await(frame -> messages(frame).contains("line 319"));
      var seen = new ArrayList<String>();
      for (JsonNode frame : socket.frames) {
        if (frame.path("type").asText().equals("snapshot")) {
          seen.clear();
        }
        seen.addAll(messages(frame));
      }
      assertThat(seen).doesNotHaveDuplicates().contains("line 300", "line 309", "line 319");
    }
  }

  @Test
  void whoWatchesThePayloadsOfAnotherIsInTheAuditAsWithRest() {
    String id = Api.submit("{\"workflow\":\"echo\",\"input\":1}");
    try (TestSocket watching = TestSocket.open("/ws/executions/" + id, rows.token("operator"));
        TestSocket again = TestSocket.open("/ws/executions/" + id, TestSystem.TOKEN);
        TestSocket redacted = TestSocket.open("/ws/executions/" + id, rows.token("viewer"))) {
      watching.awaitSnapshot();
      again.awaitSnapshot();
      redacted.awaitSnapshot();
    }

    assertThat(
            rows.number(
                "SELECT count(*) FROM audit WHERE action = 'execution.read' AND object = ?",
                "execution/" + id))
        .isOne();
    assertThat(
            rows.number(
                "SELECT count(*) FROM audit WHERE object = ? AND role = 'operator' AND token_id IS"
                    + " NOT NULL AND address IS NOT NULL AND request_id IS NOT NULL",
                "execution/" + id))
        .isOne();
  }

  @Test
  void whoMayNotSeePayloadsSeesNone() {
    ClaimedExecution claimed = worker.claim(id);
    worker.start(claimed);
    log(claimed, 0, 1);
    try (TestSocket socket = open("viewer")) {
      JsonNode first = socket.awaitSnapshot();
      log(claimed, 1, 1);
      JsonNode delta = socket.awaitAfter(1, frame -> frame.path("lines").size() > 0);

      assertThat(first.path("execution").path("input").isNull()).isTrue();
      assertThat(first.path("execution").path("redacted").asBoolean()).isTrue();
      assertThat(delta.path("lines").path(0).path("message").isNull()).isTrue();
      assertThat(socket.frames.toString()).doesNotContain("secret", "line 0", "line 1");
    }
  }

  private TestSocket open(String role) {
    return TestSocket.open("/ws/executions/" + id, rows.token(role));
  }

  private static JsonNode awaitStatus(TestSocket socket, String status) {
    return socket
        .await(frame -> frame.path("execution").path("status").asText().equals(status))
        .path("execution");
  }

  private static List<String> messages(JsonNode frame) {
    return frame.path("lines").findValuesAsText("message");
  }

  private void log(ClaimedExecution claimed, int from, int count) {
    var attempt = claimed.attempt();
    List<LogBatch.Line> lines =
        LongStream.range(from, from + count)
            .mapToObj(seq -> new LogBatch.Line(seq, Instant.now(), "INFO", "line " + seq))
            .toList();
    redis.send(
        "XADD",
        List.of(
            keys.logs(),
            "*",
            "r",
            Json.write(
                new LogBatch(attempt.executionId(), attempt.epoch(), attempt.claim(), lines))));
    String last = Integer.toString(from + count - 1);
    await()
        .until(
            () ->
                rows.number(
                        "SELECT count(*) FROM execution_log WHERE execution_id = ? AND seq = "
                            + last,
                        id)
                    == 1);
  }

  private WorkerHeartbeat heartbeat(ClaimedExecution claimed) {
    Instant now = Instant.now();
    var running =
        new WorkerHeartbeat.ExecutionView(
            id,
            claimed.body().workflowId(),
            "echo",
            "RUNNING",
            now,
            1.5,
            null,
            new WorkerHeartbeat.ProgressView(50.0, "half"));
    var process =
        new WorkerHeartbeat.ProcessView(
            4711, 1, "ACTIVE", now, "thread", 1, 2, 0.5, 3, 4, null, 0, List.of(running));
    return new WorkerHeartbeat(
        workerId, "host", "0.1", now, now, "ready", null, "thread", 4, 3, false, List.of(process));
  }
}
