package io.sluice.admin.queue.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.admin.Api;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.admin.TestWorker;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.QueueScripts;
import io.sluice.queue.RedisConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class BlockedWhileLostTest {

  @Inject BlacklistEnforcer enforcer;
  @Inject QueueScripts queue;
  @Inject RedisConnection redis;
  @Inject Rows rows;

  @Test
  void whatRedisLostWhileAWorkerHasItIsNotBlocked() {
    String id = Api.submit("{\"workflow\":\"echo\"}");
    ClaimedExecution _ = new TestWorker(queue, "worker-lost").claim(id);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                rows.number(
                        "SELECT count(*) FROM execution WHERE id = ? AND published_epoch = epoch",
                        id)
                    == 1);

    redis.send("FLUSHALL", List.of());
    int ended = enforcer.blockWaiting(Map.of(id, 1L));

    assertThat(ended).isZero();
    assertThat(Api.get("/api/executions/" + id).<String>path("status")).isNotEqualTo("BLOCKED");
  }
}
