package io.sluice.admin.queue.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.queue.Priority;
import io.sluice.queue.QueueKeys;
import io.sluice.queue.RedisConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work that is due at one moment, without a worker. */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class DueWorkTest {

  private static final long COUNT = 20_000;

  /** Far more than it takes; the target is 10 s. */
  private static final Duration CAP = Duration.ofSeconds(60);

  @Inject Rows rows;
  @Inject RedisConnection redis;
  @Inject QueueKeys keys;

  @BeforeEach
  void aWorkflow() {
    Api.awaitWorkflow("echo");
  }

  @AfterEach
  void nothingIsLeft() {
    rows.change("DELETE FROM execution WHERE organization = 'due'");
    redis.send("FLUSHALL", List.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1 second", "4 seconds"})
  void allOfItIsInTheQueueSoon(String dueIn) {
    rows.change(
        """
        INSERT INTO execution (id, workflow_id, organization, status, priority, shard, epoch,
          max_retries, input, created_at, created_by, queued_at, run_at)
        SELECT uuidv7(), w.id, 'due', 'SCHEDULED', 1, 'q0', 1, 0, '{}', now(), 'test', now(),
          now() + ?::interval
        FROM generate_series(1, ?) n, workflow w WHERE w.name = 'echo'
        """,
        dueIn,
        COUNT);

    await().atMost(CAP).pollInterval(Duration.ofMillis(100)).until(() -> waiting() >= COUNT);
    assertThat(waiting()).as("each is there once").isEqualTo(COUNT);
  }

  /** Those of this test in the index of what waits; other tests may have left some there. */
  private long waiting() {
    return (Long)
        Objects.requireNonNull(
            redis.send("ZLEXCOUNT", List.of(keys.waiting(Priority.NORMAL), "[due\0", "(due\1")));
  }
}
