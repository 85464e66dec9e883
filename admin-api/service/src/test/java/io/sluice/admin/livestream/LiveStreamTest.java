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
import io.sluice.admin.redis.LiveFeed;
import io.sluice.api.LiveEvent;
import io.sluice.queue.ControlKeys;
import io.sluice.queue.EventKind;
import io.sluice.queue.QueueScripts;
import io.sluice.queue.RedisConnection;
import io.sluice.registration.RegistrationScripts;
import io.sluice.registration.WorkerHeartbeat;
import io.sluice.registration.WorkerNews;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Checks the live stream with a real client, Redis and PostgreSQL; workers and other instances are
 * simulated.
 */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class LiveStreamTest {

  private static final String PATH = "/ws/platform/workers";
  private static final Duration CAP = Duration.ofSeconds(30);

  @Inject RegistrationScripts registrations;
  @Inject QueueScripts queue;
  @Inject RedisConnection redis;
  @Inject LiveFeed feed;
  @Inject Rows rows;
  private final String worker = "live-" + UUID.randomUUID();
  private TestSocket socket;

  @BeforeEach
  void aViewerConnects() {
    registrations.heartbeat(heartbeat(1));
    socket = TestSocket.open(PATH, rows.token("viewer"));
  }

  @AfterEach
  void allLeave() {
    socket.close();
    registrations.goodbye(worker);
  }

  @Test
  void theFirstFrameIsASnapshotOfWorkersAndQueue() {
    Api.submit("{\"workflow\":\"echo\"}");
    socket.await(frame -> knows(frame.path("workers")) || knows(frame.path("heartbeats")));
    socket.await(frame -> frame.path("queue").path("depth").asLong() > 0);
    socket.close();

    socket = TestSocket.open(PATH, rows.token("viewer"));
    JsonNode snapshot = socket.awaitSnapshot();

    assertThat(socket.frames.getFirst()).isEqualTo(snapshot);
    assertThat(snapshot.path("as_of").asText()).matches("\\d{4}-.*\\.\\d{3}Z");
    JsonNode shown = worker(snapshot.path("workers"));
    assertThat(shown.path("type").asText()).isEqualTo("worker_heartbeat");
    assertThat(shown.path("processes").path(0).path("state").asText()).isEqualTo("ACTIVE");
    assertThat(shown.path("claims").path("free_slots").asInt()).isEqualTo(1);
    assertThat(shown.has("queue")).isFalse();
    assertThat(snapshot.path("queue").path("depth").asLong()).isPositive();
    assertThat(snapshot.path("queue").path("items").findValuesAsText("execution_id"))
        .hasSizeLessThanOrEqualTo(20);
    assertThat(snapshot.path("recent").isArray()).isTrue();
  }

  @Test
  void deltasHaveRisingNumbersWithoutAGapAndASnapshotComesOnDemand() {
    long first = socket.awaitSnapshot().path("seq").asLong();
    for (int beat = 2; beat < 5; beat++) {
      registrations.heartbeat(heartbeat(beat));
      int latest = beat;
      socket.await(frame -> beat(frame) == latest);
    }
    int before = socket.frames.size();
    socket.say("{\"type\":\"snapshot\"}");
    JsonNode again = socket.awaitAfter(before, LiveStreamTest::isSnapshot);
    registrations.heartbeat(heartbeat(5));
    socket.await(frame -> beat(frame) == 5);

    assertThat(worker(again.path("workers")).path("claims").path("free_slots").asInt())
        .isEqualTo(4);
    long expected = first;
    for (JsonNode frame : socket.frames.subList(1, socket.frames.size())) {
      // The snapshot takes the place of a delta when there was one, else it repeats its number.
      long seq = frame.path("seq").asLong();
      assertThat(seq).isBetween(isSnapshot(frame) ? expected : expected + 1, expected + 1);
      expected = seq;
    }
  }

  @Test
  void aHeartbeatAndASignOffAreSentAtOnce() {
    socket.awaitSnapshot();
    String other = "live-" + UUID.randomUUID();

    registrations.heartbeat(
        heartbeat(other, 3),
        List.of(
            new WorkerNews.ProcessStateChanged(
                other, 4711L, 7, "ACTIVE", "DRAINING", "by order of alice")));

    socket.awaitEvent("worker_online", event -> of(event, other));
    JsonNode changed = socket.awaitEvent("process_state_changed", event -> of(event, other));
    assertThat(changed.path("pid").asLong()).isEqualTo(4711);
    assertThat(changed.path("from").asText()).isEqualTo("ACTIVE");
    assertThat(changed.path("to").asText()).isEqualTo("DRAINING");
    assertThat(changed.path("reason").asText()).isEqualTo("by order of alice");
    registrations.goodbye(other);
    socket.awaitEvent("worker_offline", event -> of(event, other));
  }

  @Test
  void aWorkerThatDiesIsOfflineWhenItsRegistrationEnds() {
    socket.awaitSnapshot();

    // As if its last heartbeat had been 29 s ago; nobody says anything on the channel.
    long soon = Instant.now().plusSeconds(1).toEpochMilli();
    redis.send("PEXPIREAT", List.of(ControlKeys.heartbeat(worker), Long.toString(soon)));
    redis.send("ZADD", List.of(ControlKeys.WORKERS, Long.toString(soon), worker));

    JsonNode gone = socket.awaitEvent("worker_offline", event -> of(event, worker));
    assertThat(Instant.parse(gone.path("at").asText()).toEpochMilli()).isGreaterThanOrEqualTo(soon);
    assertThat(Api.get("/api/platform/workers/" + worker).statusCode()).isEqualTo(404);
  }

  @Test
  void eventsOfAnotherInstanceAreSentAndInvalidMessagesAreIgnored() {
    socket.awaitSnapshot();
    String workflow = UUID.randomUUID().toString();

    for (String nonsense :
        List.of(
            "",
            "null",
            "no json",
            "[1]",
            "{\"type\":\"no_such_type\"}",
            "{\"type\":\"worker_heartbeat\"}",
            "{\"type\":\"worker_heartbeat\",\"worker_id\":\"../../etc\"}",
            "{\"type\":\"notification\",\"at\":\"yesterday\"}",
            "{\"type\":\"notification\",\"at\":7}")) {
      redis.send("PUBLISH", List.of(ControlKeys.LIVE, nonsense));
    }
    feed.publish(
        new LiveEvent.WorkflowBlacklisted(workflow, "spin", "5 stuck", true, Instant.now()));

    JsonNode event =
        socket.awaitEvent(
            "workflow_blacklisted", each -> each.path("workflow_id").asText().equals(workflow));
    assertThat(event.path("reason").asText()).isEqualTo("5 stuck");
    registrations.heartbeat(heartbeat(9));
    socket.await(frame -> beat(frame) == 9);
  }

  @Test
  void executionsAreNamedAndTheTotalsAreThoseOfTheDatabase() {
    JsonNode begin = socket.awaitSnapshot().path("totals");
    long succeeded = rows.number("SELECT count(*) FROM execution_all WHERE status = 'SUCCESS'");
    var testWorker = new TestWorker(queue, worker);
    String last = "";
    for (int i = 0; i < 30; i++) {
      last = Api.submit("{\"workflow\":\"echo\"}");
      var claimed = testWorker.claim(last);
      testWorker.start(claimed);
      testWorker.succeed(claimed.attempt(), "1");
    }

    Api.awaitStatus(last, "SUCCESS");
    String named = last;
    await()
        .atMost(CAP)
        .untilAsserted(
            () -> {
              JsonNode now = lastTotals();
              assertThat(now.path("finished").path("SUCCESS").asLong())
                  .isEqualTo(
                      begin.path("finished").path("SUCCESS").asLong()
                          + rows.number(
                              "SELECT count(*) FROM execution_all WHERE status = 'SUCCESS'")
                          - succeeded);
              assertThat(now.path("queued").asLong())
                  .isGreaterThanOrEqualTo(begin.path("queued").asLong() + 30);
            });
    JsonNode event =
        socket.awaitEvent(
            "execution_status",
            each ->
                each.path("execution_id").asText().equals(named)
                    && each.path("status").asText().equals("SUCCESS"));
    assertThat(event.path("workflow_name").asText()).isEqualTo("echo");
    assertThat(event.path("worker_id").asText()).isEqualTo(worker);
  }

  @Test
  void aStuckExecutionIsSentWithItsVerdict() {
    socket.awaitSnapshot();
    var testWorker = new TestWorker(queue, worker);
    String id = Api.submit("{\"workflow\":\"echo\"}");
    var claimed = testWorker.claim(id);
    testWorker.start(claimed);

    testWorker.complete(
        claimed.attempt(),
        EventKind.STUCK,
        testWorker.outcome("FAILED", "ExecutionStuck", "spinning in Spin.loop", null, "{}"));

    JsonNode stuck =
        socket.awaitEvent("execution_stuck", each -> each.path("execution_id").asText().equals(id));
    assertThat(stuck.path("workflow_name").asText()).isEqualTo("echo");
    assertThat(stuck.path("worker_id").asText()).isEqualTo(worker);
    assertThat(stuck.path("pid").asLong()).isEqualTo(4711);
    assertThat(stuck.path("elapsed_seconds").asDouble()).isEqualTo(0.012);
    assertThat(stuck.path("verdict").asText()).isEqualTo("spinning in Spin.loop");
  }

  private JsonNode lastTotals() {
    return socket.frames.reversed().stream()
        .filter(frame -> frame.has("totals"))
        .findFirst()
        .orElseThrow()
        .path("totals");
  }

  private int beat(JsonNode frame) {
    return worker(frame.path("heartbeats")).path("claims").path("free_slots").asInt(-1);
  }

  private JsonNode worker(JsonNode workers) {
    for (JsonNode each : workers) {
      if (of(each, worker)) {
        return each;
      }
    }
    return workers.path("none");
  }

  private boolean knows(JsonNode workers) {
    return !worker(workers).isMissingNode();
  }

  private static boolean of(JsonNode node, String worker) {
    return node.path("worker_id").asText().equals(worker);
  }

  private static boolean isSnapshot(JsonNode frame) {
    return frame.path("type").asText().equals("snapshot");
  }

  private WorkerHeartbeat heartbeat(int free) {
    return heartbeat(worker, free);
  }

  private static WorkerHeartbeat heartbeat(String id, int free) {
    Instant now = Instant.now();
    var process =
        new WorkerHeartbeat.ProcessView(
            4711, 7, "ACTIVE", now, "thread", 1, 2, 0.5, 3, 4, null, 0, List.of());
    return new WorkerHeartbeat(
        id, "host", "0.1", now, now, "ready", null, "thread", 4, free, false, List.of(process));
  }
}
