package io.sluice.orchestrator.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutcomeGatheringTest {

  @Test
  void outcomesAreGatheredFromFiveHundredASecondOn() {
    assertThat(OutcomeGathering.isWorthwhile(10, Duration.ofMillis(20))).isTrue();
    assertThat(OutcomeGathering.isWorthwhile(9, Duration.ofMillis(20))).isFalse();
  }

  @Test
  void fewOutcomesAreNotHeldUpHoweverSoonAfterEachOtherTheyCome() {
    assertThat(OutcomeGathering.isWorthwhile(1, Duration.ofMillis(20))).isFalse();
    assertThat(OutcomeGathering.isWorthwhile(9, Duration.ZERO)).isFalse();
  }
}
