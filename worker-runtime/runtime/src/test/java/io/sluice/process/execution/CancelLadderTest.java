package io.sluice.process.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.process.execution.Rung.Action;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CancelLadderTest {
  @Test
  void theLadderOfTenSecondsIsThatOfTheDesign() {
    var rungs = CancelLadder.within(Duration.ofSeconds(10)).rungs();
    assertThat(at(rungs, 0)).containsExactly(Action.FLAG, Action.INTERRUPT);
    assertThat(at(rungs, 1_000)).containsExactly(Action.INTERRUPT, Action.CLOSERS);
    assertThat(at(rungs, 5_000)).containsExactly(Action.INTERRUPT);
    assertThat(at(rungs, 8_000)).containsExactly(Action.SAMPLE, Action.INTERRUPT);
    assertThat(at(rungs, 9_000)).containsExactly(Action.SAMPLE, Action.INTERRUPT);
    assertThat(at(rungs, 10_000)).containsExactly(Action.STUCK);
  }

  @ParameterizedTest
  @ValueSource(longs = {100, 333, 1_000, 1_999, 2_000, 600_000})
  void everyGraceHasClosersAndTwoSamplesBeforeStuck(long graceMs) {
    var rungs = CancelLadder.within(Duration.ofMillis(graceMs)).rungs();
    assertThat(rungs.getLast()).isEqualTo(new Rung(Duration.ofMillis(graceMs), Action.STUCK));
    assertThat(count(rungs, Action.SAMPLE)).isEqualTo(2);
    assertThat(count(rungs, Action.CLOSERS)).isEqualTo(1);
    assertThat(count(rungs, Action.INTERRUPT)).isGreaterThanOrEqualTo(2);
    assertThat(rungs).extracting(Rung::after).isSorted();
    assertThat(rungs).allMatch(rung -> !rung.after().isNegative());
  }

  private static List<Action> at(List<Rung> rungs, long ms) {
    return rungs.stream().filter(rung -> rung.after().toMillis() == ms).map(Rung::action).toList();
  }

  private static long count(List<Rung> rungs, Action action) {
    return rungs.stream().filter(rung -> rung.action() == action).count();
  }
}
