package io.sluice.admin.results;

import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.queue.QueueKeys;
import io.sluice.queue.RedisConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Stores what workers send as log lines, also beside something that cannot be stored. */
@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class LogRecorderTest {

  private static final String REFUSED = "+999999999-12-31T23:59:59Z";
  private static final String STORED = "2026-01-01T00:00:00Z";

  @Inject Rows rows;
  @Inject RedisConnection redis;
  @Inject QueueKeys keys;

  @Test
  void aTimeThatIsRefusedDropsNoOtherLineAndNotItsOwn() {
    String execution = UUID.randomUUID().toString();
    for (int i = 1; i <= 100; i++) {
      redis.send(
          "XADD",
          List.of(
              keys.logs(),
              "*",
              "r",
              """
              {"execution_id":"%s","epoch":1,"claim":1,
               "lines":[{"seq":%s,"at":"%s","level":"INFO","message":"line"}]}
              """
                  .formatted(execution, i, i == 50 ? REFUSED : STORED)));
    }

    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                rows.number("SELECT count(*) FROM execution_log WHERE execution_id = ?", execution),
            Long.valueOf(100)::equals);
  }
}
