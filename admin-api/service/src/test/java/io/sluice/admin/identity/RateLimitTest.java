package io.sluice.admin.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  private Instant now = Instant.EPOCH;
  private final RateLimit limit = new RateLimit(10, Duration.ofSeconds(1), () -> now);

  @Test
  void asManyAsAllowedMayComeAtOnceAndThenOneAfterTheOther() {
    for (int i = 0; i < 10; i++) {
      assertThat(limit.take("a")).as("request %d", i).isZero();
    }

    assertThat(limit.take("a")).isEqualTo(Duration.ofMillis(100));
    now = now.plusMillis(99);
    assertThat(limit.take("a")).isEqualTo(Duration.ofMillis(1));
    now = now.plusMillis(1);
    assertThat(limit.take("a")).isZero();
    assertThat(limit.take("a")).isPositive();
  }

  @Test
  void oneCallerDoesNotTakeFromAnother() {
    for (int i = 0; i < 11; i++) {
      var _ = limit.take("a");
    }

    assertThat(limit.take("b")).isZero();
  }

  @Test
  void aCallerMayNotSendMoreAtOnceAfterALongPause() {
    now = now.plus(Duration.ofDays(1));
    for (int i = 0; i < 10; i++) {
      assertThat(limit.take("a")).isZero();
    }

    assertThat(limit.take("a")).isPositive();
  }

  @Test
  void fullBucketsAreDropped() {
    for (int i = 0; i < 11_000; i++) {
      var _ = limit.take("caller-" + i);
    }

    assertThat(limit.callers()).isEqualTo(10_000);
    now = now.plusSeconds(1);
    assertThat(limit.callers()).isZero();
  }
}
