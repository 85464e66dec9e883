package io.sluice.admin.livestream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.TestWorker;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.EventKind;
import io.sluice.queue.QueueScripts;
import io.sluice.registration.RegistrationScripts;
import io.sluice.registration.WorkerHeartbeat;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks the live stream for a caller of one organization. */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class StreamVisibilityTest {

  private static final String PATH = "/ws/platform/workers";

  @Inject RegistrationScripts registrations;
  @Inject QueueScripts queue;
  @Inject Rows rows;
  private final String worker = "sight-" + UUID.randomUUID();
  private final String ours = "ours-" + UUID.randomUUID();
  private final String foreign = "foreign-" + UUID.randomUUID();
  private TestSocket one;
  private TestSocket all;

  @BeforeEach
  void twoWatch() {
    one = TestSocket.open(PATH, rows.token("viewer", ours));
    all = TestSocket.open(PATH, rows.token("viewer"));
    one.awaitSnapshot();
    all.awaitSnapshot();
  }

  @AfterEach
  void allLeave() {
    one.close();
    all.close();
    registrations.goodbye(worker);
  }

  @Test
  void aHeartbeatNamesOnesOwnExecutionsAndCountsTheOthers() {
    String mine = later(ours);
    String other = later(foreign);

    registrations.heartbeat(heartbeat(mine, other));

    JsonNode seen = one.await(frame -> !executions(frame).isMissingNode());
    assertThat(executions(seen).path(0).path("execution_id").asText()).isEqualTo(mine);
    assertThat(executions(seen).path(1).path("redacted").asBoolean()).isTrue();
    assertThat(executions(seen).path(1).path("status").asText()).isEqualTo("RUNNING");
    all.await(frame -> executions(frame).path(1).path("execution_id").asText().equals(other));
    try (TestSocket later = TestSocket.open(PATH, rows.token("viewer", ours))) {
      assertThat(later.awaitSnapshot().toString()).contains(mine).doesNotContain(other);
    }
    assertNothingOf(other);
  }

  @Test
  void theQueueAndWhatBecomesOfForeignExecutionsAreNotNamed() {
    String mine = submit(ours);
    String other = submit(foreign);

    all.awaitEvent("execution_status", event -> names(event, other));
    one.awaitEvent("execution_status", event -> names(event, mine));
    one.await(frame -> frame.path("queue").path("items").findValues("redacted").size() > 0);

    assertNothingOf(other);
  }

  @Test
  void aForeignStuckExecutionIsSentWithoutItsNameAndVerdict() {
    String other = submit(foreign);
    var testWorker = new TestWorker(queue, worker);
    ClaimedExecution claimed = testWorker.claim(other);
    testWorker.start(claimed);

    testWorker.complete(
        claimed.attempt(),
        EventKind.STUCK,
        testWorker.outcome("FAILED", "ExecutionStuck", "spinning in Secret.loop", null, "{}"));

    all.awaitEvent("execution_stuck", event -> names(event, other));
    JsonNode told =
        one.awaitEvent("execution_stuck", event -> event.path("worker_id").asText().equals(worker));
    assertThat(told.path("redacted").asBoolean()).isTrue();
    assertThat(told.path("pid").asLong()).isEqualTo(4711);
    assertThat(one.frames.toString()).doesNotContain("Secret.loop");
    assertNothingOf(other);
  }

  private void assertNothingOf(String execution) {
    assertThat(one.frames.toString()).doesNotContain(execution, foreign);
  }

  private JsonNode executions(JsonNode frame) {
    for (JsonNode each : frame.path("heartbeats")) {
      if (each.path("worker_id").asText().equals(worker)) {
        return each.path("processes").path(0).path("executions");
      }
    }
    return frame.path("none");
  }

  private static boolean names(JsonNode event, String execution) {
    return event.path("execution_id").asText().equals(execution);
  }

  private static String submit(String organization) {
    return Api.submit("{\"workflow\":\"echo\",\"organization\":\"%s\"}".formatted(organization));
  }

  private static String later(String organization) {
    return Api.submit(
        "{\"workflow\":\"echo\",\"organization\":\"%s\",\"run_at\":\"%s\"}"
            .formatted(organization, Instant.now().plus(Duration.ofDays(1))));
  }

  private WorkerHeartbeat heartbeat(String... executions) {
    Instant now = Instant.now();
    List<WorkerHeartbeat.ExecutionView> running =
        List.of(executions).stream()
            .map(
                id ->
                    new WorkerHeartbeat.ExecutionView(
                        id, UUID.randomUUID().toString(), "echo", "RUNNING", now, 1, null, null))
            .toList();
    var process =
        new WorkerHeartbeat.ProcessView(
            4711, 7, "ACTIVE", now, "thread", 1, 2, 0.5, 3, 4, null, 0, running);
    return new WorkerHeartbeat(
        worker, "host", "0.1", now, now, "ready", null, "thread", 4, 1, false, List.of(process));
  }
}
