package io.sluice.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
@ParameterizedClass
@EnumSource(Deployment.class)
class StreamConsumersTest {
  private static final String STREAM = "sl:{q0}:results";
  private static final String GROUP = "rec";

  private final RedisConnection redis;
  private final StreamConsumers consumers;

  StreamConsumersTest(Deployment deployment) {
    this.redis = deployment.redis();
    this.consumers = new StreamConsumers(redis);
  }

  @AfterAll
  static void stopRedis() throws IOException {
    Deployment.stopAll();
  }

  @BeforeEach
  void oneConsumerWithAnEntryAndOneWithout() {
    redis.send("FLUSHALL", List.of());
    redis.send("XGROUP", List.of("CREATE", STREAM, GROUP, "0", "MKSTREAM"));
    redis.send("XADD", List.of(STREAM, "*", "k", "v"));
    read("holds");
    redis.send("XADD", List.of(STREAM, "9999999999999-1", "k", "v"));
    read("empty");
    redis.send("XACK", List.of(STREAM, GROUP, "9999999999999-1"));
  }

  @Test
  void whoHoldsNothingIsRemovedWhoHoldsAnEntryIsNot() {
    assertThat(consumers.removeIdle(STREAM, GROUP, Duration.ZERO)).isEqualTo(1);
    assertThat(consumers.removeIdle(STREAM, GROUP, Duration.ZERO)).isZero();

    var pending = redis.send("XPENDING", List.of(STREAM, GROUP, "-", "+", "1", "holds"));
    assertThat(QueueScripts.list(pending)).hasSize(1);
  }

  @Test
  void whoHasCalledAMomentAgoStays() {
    assertThat(consumers.removeIdle(STREAM, GROUP, Duration.ofMinutes(10))).isZero();
  }

  @Test
  void whoWasRemovedMayComeBack() {
    consumers.removeIdle(STREAM, GROUP, Duration.ZERO);
    redis.send("XADD", List.of(STREAM, "*", "k", "v"));

    assertThat(read("empty")).contains("k");
  }

  private String read(String consumer) {
    return String.valueOf(
        redis.send(
            "XREADGROUP", List.of("GROUP", GROUP, consumer, "COUNT", "1", "STREAMS", STREAM, ">")));
  }
}
