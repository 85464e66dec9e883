package io.sluice.admin.queue.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.admin.Api;
import io.sluice.admin.TestSystem;
import io.sluice.admin.TestWorker;
import io.sluice.admin.database.Database;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.QueueAnswers.Liveness;
import io.sluice.queue.QueueKeys;
import io.sluice.queue.QueueScripts;
import io.sluice.queue.RedisConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Restores from PostgreSQL what Redis loses. */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class DurableQueueTest {

  private static final Duration CAP = Duration.ofSeconds(40);
  private static final String ECHO = "{\"workflow\":\"echo\"}";

  @Inject QueueScripts queue;
  @Inject QueueKeys keys;
  @Inject RedisConnection redis;
  @Inject Database database;
  private TestWorker worker;

  @BeforeEach
  void aWorker() {
    Api.awaitWorkflow("echo");
    worker = new TestWorker(queue, "worker-durable");
  }

  @Test
  void afterAWipeInTheMiddleEverythingQueuedStillRuns() {
    Set<String> ids = submit(300);
    await().atMost(CAP).until(() -> !finish(worker.claimUpTo(100)).isEmpty());
    await()
        .atMost(CAP)
        .until(() -> redis.send("XLEN", List.of(keys.results())), Long.valueOf(0)::equals);

    redis.send("FLUSHALL", List.of());

    await()
        .atMost(CAP)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              finish(worker.claimUpTo(50));
              return count("status = 'SUCCESS'", ids) == ids.size();
            });
    assertThat(count("losses > 0", ids)).as("nothing of it ran when it was lost").isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"claims", "body", "s1", "lease", "meta", "done", "results"})
  void whateverKeyIsLostAnAcceptedExecutionStillRuns(String lost) {
    String id = Api.submit(ECHO);
    await().atMost(CAP).until(() -> published(id));

    redis.send("DEL", List.of("sl:{q0}:" + lost));

    finish(List.of(worker.claim(id)));
    Api.awaitStatus(id, "SUCCESS");
  }

  @Test
  void aLostResultCostsALossAndTheExecutionRunsAgain() {
    String id = Api.submit(ECHO);
    ClaimedExecution first = worker.claim(id);
    worker.start(first);
    Api.awaitStatus(id, "RUNNING");
    redis.send("HDEL", List.of("sl:{q0}:claims", id)); // its worker is gone, and Redis forgot it

    finish(List.of(worker.claim(id)));

    var body = Api.awaitStatus(id, "SUCCESS");
    assertThat(body.getInt("losses")).isEqualTo(1);
    assertThat(body.getInt("attempt")).isEqualTo(2);
  }

  @Test
  void aDestroyedGroupComesBackAndWhatRunsIsNotRepeated() {
    String running = Api.submit(ECHO);
    ClaimedExecution mine = worker.claim(running);
    worker.start(mine);
    String queued = Api.submit(ECHO);
    await().atMost(CAP).until(() -> published(queued));

    redis.send("XGROUP", List.of("DESTROY", "sl:{q0}:s1", "g"));

    var other = new TestWorker(queue, "worker-durable-2");
    finish(List.of(other.claim(queued)));
    assertThat(queue.renew("worker-durable", List.of(mine.attempt())).liveness())
        .containsExactly(Liveness.OK);
    worker.succeed(mine.attempt(), "1");
    Api.awaitStatus(running, "SUCCESS");
  }

  @Test
  void whatHasEndedIsTakenOutOfAQueueThatWasRolledBack() {
    String id = Api.submit(ECHO);
    ClaimedExecution claimed = worker.claim(id);
    finish(List.of(claimed));
    Api.awaitStatus(id, "SUCCESS");

    // As an old snapshot would have it: queued, and no word of its end.
    redis.send("ZREM", List.of("sl:{q0}:done", id));
    redis.send("HSET", List.of("sl:{q0}:claims", id, "1|0|0|4|Q||" + entry(id) + "|1|0"));
    redis.send("HSET", List.of("sl:{q0}:body", id, "{}"));

    await().atMost(CAP).until(() -> redis.send("HGET", List.of(keys.claims(), id)) == null);
    assertThat(redis.send("HEXISTS", List.of("sl:{q0}:body", id))).isEqualTo(0L);
  }

  @Test
  void theCopyOfTheBlacklistFollowsAndIsRepaired() {
    String workflow = Api.get("/api/workflows/echo").path("workflow_id");
    update(
        "INSERT INTO blacklist (workflow_id, reason, automatic, stuck_count, blacklisted_at,"
            + " blacklisted_by) VALUES (?, 'a test', false, 0, now(), 'test')",
        workflow);
    try {
      await().atMost(CAP).until(() -> queue.blocked().reasons().containsKey(workflow));
      redis.send("DEL", List.of(keys.blocked()));
      assertThat(worker.claimUpTo(1)).as("the gate is shut").isEmpty();
      await().atMost(CAP).until(() -> queue.blocked().reasons().containsKey(workflow));
    } finally {
      update("UPDATE blacklist SET removed_at = now() WHERE workflow_id = ?", workflow);
    }
    await().atMost(CAP).until(() -> !queue.blocked().reasons().containsKey(workflow));
  }

  @Test
  void whatWaitsWhenItsWorkflowIsBlacklistedEndsBlocked() {
    String workflow = Api.get("/api/workflows/echo").path("workflow_id");
    String id = Api.submit(ECHO);
    update("UPDATE execution SET epoch = epoch + 1 WHERE id = ?", id); // as after a suspected loss
    update(
        "INSERT INTO blacklist (workflow_id, reason, automatic, stuck_count, blacklisted_at,"
            + " blacklisted_by) VALUES (?, 'a test', false, 0, now(), 'test')",
        workflow);
    try {
      assertThat(Api.awaitStatus(id, "BLOCKED").getString("error_type"))
          .isEqualTo("WorkflowBlacklisted");
      assertThat(redis.send("HGET", List.of(keys.claims(), id))).isNull();
    } finally {
      update("UPDATE blacklist SET removed_at = now() WHERE workflow_id = ?", workflow);
    }
    await().atMost(CAP).until(() -> !queue.blocked().reasons().containsKey(workflow));
  }

  private @Nullable Object entry(String id) {
    return redis.send("XADD", List.of("sl:{q0}:s1", "*", "id", id, "ep", "1", "wf", "none"));
  }

  private Set<String> submit(int n) {
    var ids = new HashSet<String>();
    IntStream.range(0, n)
        .forEach(_ -> ids.add(Api.post("/api/executions", ECHO).path("execution_id")));
    return ids;
  }

  private List<ClaimedExecution> finish(List<ClaimedExecution> claimed) {
    worker.start(claimed);
    claimed.forEach(each -> worker.succeed(each.attempt(), "1"));
    return claimed;
  }

  private boolean published(String id) {
    return count("published_epoch = epoch", Set.of(id)) == 1;
  }

  private int count(String condition, Set<String> ids) {
    return database.transaction(
        connection -> {
          try (var select =
              connection.prepareStatement(
                  "SELECT count(*) FROM execution_all WHERE id = ANY (?::uuid[]) AND "
                      + condition)) {
            select.setArray(1, connection.createArrayOf("text", ids.toArray()));
            try (var row = select.executeQuery()) {
              row.next();
              return row.getInt(1);
            }
          }
        });
  }

  private void update(String sql, String id) {
    database.transaction(
        connection -> {
          try (var update = connection.prepareStatement(sql)) {
            update.setObject(1, UUID.fromString(id));
            return update.executeUpdate();
          }
        });
  }
}
