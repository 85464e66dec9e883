package io.sluice.process.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.process.execution.CancelLadder.EscalationStep;
import io.sluice.process.execution.CancelLadder.EscalationStep.Action;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CancelLadderTest {
  @Test
  void theLadderOfTenSecondsIsThatOfTheDesign() {
    var steps = CancelLadder.within(Duration.ofSeconds(10)).steps();
    assertThat(at(steps, 0)).containsExactly(Action.FLAG, Action.INTERRUPT);
    assertThat(at(steps, 1_000)).containsExactly(Action.INTERRUPT, Action.CLOSERS);
    assertThat(at(steps, 5_000)).containsExactly(Action.INTERRUPT);
    assertThat(at(steps, 8_000)).containsExactly(Action.SAMPLE, Action.INTERRUPT);
    assertThat(at(steps, 9_000)).containsExactly(Action.SAMPLE, Action.INTERRUPT);
    assertThat(at(steps, 10_000)).containsExactly(Action.STUCK);
  }

  @ParameterizedTest
  @ValueSource(longs = {100, 333, 1_000, 1_999, 2_000, 600_000})
  void everyGraceHasClosersAndTwoSamplesBeforeStuck(long graceMs) {
    var steps = CancelLadder.within(Duration.ofMillis(graceMs)).steps();
    assertThat(steps.getLast())
        .isEqualTo(new EscalationStep(Duration.ofMillis(graceMs), Action.STUCK));
    assertThat(count(steps, Action.SAMPLE)).isEqualTo(2);
    assertThat(count(steps, Action.CLOSERS)).isEqualTo(1);
    assertThat(count(steps, Action.INTERRUPT)).isGreaterThanOrEqualTo(2);
    assertThat(steps).extracting(EscalationStep::after).isSorted();
    assertThat(steps).allMatch(step -> !step.after().isNegative());
  }

  private static List<Action> at(List<EscalationStep> steps, long ms) {
    return steps.stream()
        .filter(step -> step.after().toMillis() == ms)
        .map(EscalationStep::action)
        .toList();
  }

  private static long count(List<EscalationStep> steps, Action action) {
    return steps.stream().filter(step -> step.action() == action).count();
  }
}
