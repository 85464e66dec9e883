package io.sluice.diagnostics.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.diagnostics.operations.HealthView.TimeView;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeViewTest {

  @ParameterizedTest
  @CsvSource({
    "0, now",
    "1, 1s ago",
    "59, 59s ago",
    "61, 1m 01s ago",
    "3599, 59m 59s ago",
    "7260, 2h 01m ago"
  })
  void saysHowLongAgoInTheTwoLargestUnits(long seconds, String words) {
    var noon = Instant.parse("2026-01-01T12:00:00Z");

    assertThat(TimeView.of(noon, noon.plusSeconds(seconds)))
        .isEqualTo(new TimeView("2026-01-01T12:00:00Z", "12:00:00", words));
  }
}
