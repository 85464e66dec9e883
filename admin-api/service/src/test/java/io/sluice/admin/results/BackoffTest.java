package io.sluice.admin.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {

  /** A generator that always returns the maximum. */
  private static final RandomGenerator MOST =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          return Long.MAX_VALUE;
        }

        @Override
        public long nextLong(long bound) {
          return bound - 1;
        }
      };

  @Test
  void theLongestWaitDoublesFromTwoSecondsToFiveMinutes() {
    assertThat(Backoff.before(0, MOST)).isEqualTo(Duration.ofSeconds(2));
    assertThat(Backoff.before(1, MOST)).isEqualTo(Duration.ofSeconds(4));
    assertThat(Backoff.before(7, MOST)).isEqualTo(Duration.ofSeconds(256));
    assertThat(Backoff.before(8, MOST)).isEqualTo(Duration.ofMinutes(5));
    assertThat(Backoff.before(99, MOST)).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void theJitterIsFull() {
    var random = RandomGenerator.of("L64X128MixRandom");
    assertThat(random.longs(200, 0, 1).mapToObj(_ -> Backoff.before(3, random)))
        .allMatch(wait -> wait.compareTo(Duration.ofSeconds(16)) <= 0)
        .anyMatch(wait -> wait.compareTo(Duration.ofSeconds(4)) < 0)
        .anyMatch(wait -> wait.compareTo(Duration.ofSeconds(12)) > 0);
  }
}
