package io.sluice.diagnostics.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamCredentialTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({"3600, 3590", "300, 290", "40, 30", "30, 22.5", "4, 3", "0, 0"})
  void aTokenIsReplacedInTimeAndNotAtOnce(double lifetime, double after) {
    Instant ends = NOW.plus(seconds(lifetime));

    assertThat(StreamCredential.renewAt(NOW, ends)).isEqualTo(NOW.plus(seconds(after)));
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis((long) (seconds * 1_000));
  }
}
