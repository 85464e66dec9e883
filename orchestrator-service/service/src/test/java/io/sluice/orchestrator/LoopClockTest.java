package io.sluice.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LoopClockTest {
  private Instant source = Instant.parse("2026-01-01T00:00:00Z");
  private final LoopClock clock = new LoopClock(() -> source);

  @Test
  void aPauseOfTheWorkerCountsForTwoSecondsOnly() {
    Instant before = clock.instant();

    source = source.plusSeconds(90);

    assertThat(clock.instant()).isEqualTo(before.plusSeconds(2));
    source = source.plusSeconds(1);
    assertThat(clock.instant()).isEqualTo(before.plusSeconds(3));
  }
}
