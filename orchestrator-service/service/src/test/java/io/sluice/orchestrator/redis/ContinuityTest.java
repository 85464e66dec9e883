package io.sluice.orchestrator.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.queue.QueueKeys;
import io.sluice.queue.QueueScripts;
import io.sluice.queue.RedisRefused;
import io.sluice.queue.RedisUnavailable;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContinuityTest {
  private final Continuity continuity = new Continuity();

  @Test
  void theFirstGenerationIsNoInterruptionAndEachOtherOneIs() {
    continuity.generation("g1");
    continuity.generation("g1");
    assertThat(continuity.interruptions()).isZero();

    continuity.generation("");
    continuity.generation("g2");

    assertThat(continuity.interruptions()).isEqualTo(2);
  }

  @Test
  void everyFailureOfRedisIsOneAndAScriptThatItHasToLearnIsNone() throws IOException {
    var redis = RealRedis.start();
    try (redis) {
      var watched = new WatchedRedisConnection(redis, continuity);

      new QueueScripts(watched, new QueueKeys("q0")).promote(1);
      assertThat(continuity.interruptions()).isZero();

      assertThatThrownBy(() -> watched.send("NONSENSE", List.of()))
          .isInstanceOf(RedisRefused.class);
      assertThat(continuity.interruptions()).isEqualTo(1);
    }
    var watched = new WatchedRedisConnection(redis, continuity);
    assertThatThrownBy(() -> watched.send("PING", List.of())).isInstanceOf(RedisUnavailable.class);
    assertThat(continuity.interruptions()).isEqualTo(2);
  }
}
