package io.sluice.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.orchestrator.QuarkusRedisConnection.WatchedRedisConnection;
import io.sluice.queue.QueueKeys;
import io.sluice.queue.QueueScripts;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisInterruptionsTest {
  private final RedisInterruptions redisInterruptions = new RedisInterruptions();

  @Test
  void theFirstGenerationIsNoInterruptionAndEachOtherOneIs() {
    redisInterruptions.generation("g1");
    redisInterruptions.generation("g1");
    assertThat(redisInterruptions.interruptions()).isZero();

    redisInterruptions.generation("");
    redisInterruptions.generation("g2");

    assertThat(redisInterruptions.interruptions()).isEqualTo(2);
  }

  @Test
  void everyFailureOfRedisIsOneAndAScriptThatItHasToLearnIsNone() throws IOException {
    var redis = RealRedis.start();
    try (redis) {
      var watched = new WatchedRedisConnection(redis, redisInterruptions);

      new QueueScripts(watched, new QueueKeys("q0")).promote(1);
      assertThat(redisInterruptions.interruptions()).isZero();

      assertThatThrownBy(() -> watched.send("NONSENSE", List.of()))
          .isInstanceOf(RedisRefused.class);
      assertThat(redisInterruptions.interruptions()).isEqualTo(1);
    }
    var watched = new WatchedRedisConnection(redis, redisInterruptions);
    assertThatThrownBy(() -> watched.send("PING", List.of())).isInstanceOf(RedisUnavailable.class);
    assertThat(redisInterruptions.interruptions()).isEqualTo(2);
  }
}
