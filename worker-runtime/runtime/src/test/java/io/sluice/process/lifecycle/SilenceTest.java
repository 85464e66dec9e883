package io.sluice.process.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.process.lifecycle.OrchestratorWatchdog.Silence;
import org.junit.jupiter.api.Test;

class SilenceTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void twelveTicksWithoutAPingAreTwelveSecondsOfSilence() {
    var silence = Silence.NONE;
    for (int tick = 0; tick < 13; tick++) {
      silence = silence.tick(SECOND, 0);
    }
    assertThat(silence.longerThan(12 * SECOND)).isTrue();
  }

  @Test
  void aPauseOfTheProcessItselfCountsTwoSecondsAtMost() {
    assertThat(Silence.NONE.tick(3_600 * SECOND, 0)).isEqualTo(new Silence(2 * SECOND, 0));
  }

  @Test
  void aPingEndsTheSilence() {
    assertThat(new Silence(11 * SECOND, 4).tick(SECOND, 5)).isEqualTo(new Silence(0, 5));
  }
}
