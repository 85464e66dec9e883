package io.sluice.process.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ShutdownStateTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aDrainingProcessExitsOnlyWhenStuckExecutionsAloneRemain() {
    var draining = new ShutdownState.Draining();
    assertThat(draining.isDue(false, Instant.MAX)).isFalse();
    assertThat(draining.isDue(true, NOW)).isTrue();
    assertThat(draining.takesWork()).isFalse();
  }

  @Test
  void anOrderToExitIsDueAtItsLimitWhateverStillRuns() {
    var shuttingDown = new ShutdownState.ShuttingDown(NOW.plusSeconds(5));
    assertThat(shuttingDown.isDue(false, NOW.plusSeconds(4))).isFalse();
    assertThat(shuttingDown.isDue(false, NOW.plusSeconds(5))).isTrue();
    assertThat(shuttingDown.isDue(true, NOW)).isTrue();
  }

  @Test
  void aProcessThatStaysTakesWorkAndNeverExits() {
    assertThat(new ShutdownState.Staying().takesWork()).isTrue();
    assertThat(new ShutdownState.Staying().isDue(true, Instant.MAX)).isFalse();
  }
}
