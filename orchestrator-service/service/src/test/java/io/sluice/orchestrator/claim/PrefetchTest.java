package io.sluice.orchestrator.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrefetchTest {

  @ParameterizedTest
  @CsvSource({
    "0, 1000, 0", // nothing ended
    "1, 1000, 0", // long executions: nothing is hoarded
    "50, 1000, 1",
    "5000, 1000, 100", // what ended in 20 ms
    "50000, 1000, 200", // never more than 200
    "10, 0, 200",
  })
  void itIsWhatEndedInTwentyMillisecondsAndAtMostTwoHundred(
      long ended, long elapsedMs, int expected) {
    assertThat(Prefetch.size(ended, Duration.ofMillis(elapsedMs))).isEqualTo(expected);
  }
}
