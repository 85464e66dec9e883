package io.sluice.admin.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sluice.admin.Bundles;
import io.sluice.admin.Rows;
import io.sluice.admin.TestSystem;
import io.sluice.queue.ControlKeys;
import io.sluice.queue.RedisConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestSystem.class)
@SuppressWarnings("NullAway.Init")
class BundleRequestTest {

  private static final Duration CAP = Duration.ofSeconds(30);

  @Inject RedisConnection redis;
  @Inject Rows rows;
  @Inject Bundles bundles;

  @Test
  void aBundleThatManyWorkersRequestIsPublishedOnce() {
    bundles.register("requested");
    String sha = rows.text("SELECT bundle_sha256 FROM workflow WHERE name = 'requested'");

    for (int i = 0; i < 200; i++) {
      redis.send(
          "XADD", List.of(ControlKeys.ACKS, "*", "k", "bundle", "sha", sha, "o", "worker-" + i));
    }

    await().atMost(CAP).until(() -> read() && published(sha) > 0);
    assertThat(published(sha)).isOne();
  }

  /** Returns true if every request was read and acknowledged. */
  private boolean read() {
    return String.valueOf(redis.send("XLEN", List.of(ControlKeys.ACKS))).equals("0");
  }

  /** Counts the publications by their lines in the system log. */
  private long published(String sha) {
    return rows.number(
        "SELECT count(*) FROM system_log WHERE starts_with(message, 'bundle published sha256=' || ?)",
        sha);
  }
}
