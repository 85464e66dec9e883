package io.sluice.diagnostics.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.diagnostics.live.AdminFeed.ReconnectDelay;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReconnectDelayTest {

  @ParameterizedTest
  @CsvSource({"1, 0, 250", "1, 1, 500", "2, 1, 1000", "4, 1, 4000", "5, 1, 5000", "999, 1, 5000"})
  void doublesUpToFiveSecondsAndIsAtLeastHalfOfThat(int failures, double jitter, long millis) {
    assertThat(ReconnectDelay.pause(failures, jitter)).isEqualTo(Duration.ofMillis(millis));
  }
}
