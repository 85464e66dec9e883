package io.sluice.orchestrator.slots;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.slots.Assignment.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrainForecastTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration GRACE = Duration.ofSeconds(10);

  @Test
  void aWorkerThatRunsNothingDrainsAtOnce() {
    assertThat(DrainForecast.of(List.of(), GRACE, NOW)).isZero();
  }

  @Test
  void theLastDeadlineAndItsGracePeriodCount() {
    var early = running(NOW.minusMillis(1500), Phase.RUNNING);
    var late = running(NOW.minusMillis(500), Phase.COMPLETING);

    assertThat(DrainForecast.of(List.of(early, late), GRACE, NOW))
        .isEqualTo(Duration.ofMillis(11_500));
  }

  @Test
  void aStuckExecutionDoesNotHoldTheDrain() {
    assertThat(DrainForecast.of(List.of(running(NOW, Phase.STUCK)), GRACE, NOW)).isZero();
  }

  @Test
  void aDeadlineThatIsOverIsNotNegative() {
    var overdue = running(NOW.minusSeconds(60), Phase.RUNNING);

    assertThat(DrainForecast.of(List.of(overdue), GRACE, NOW)).isZero();
  }

  /** One with a timeout of 2 s. */
  private static Assignment running(Instant startedAt, Phase phase) {
    return new Assignment(
        Fixtures.execution("a"),
        new RecordedLink(1),
        ExecutionModel.THREAD,
        startedAt,
        phase,
        null,
        null);
  }
}
