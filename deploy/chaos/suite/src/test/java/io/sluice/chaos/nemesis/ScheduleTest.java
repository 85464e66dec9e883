package io.sluice.chaos.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.chaos.nemesis.FaultCatalog.CatalogRow;
import io.sluice.chaos.nemesis.InjectedFault.FaultTarget;
import io.sluice.chaos.nemesis.Schedule.ScheduleStep;
import io.sluice.chaos.system.TimeScale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final TimeScale TIMES = new TimeScale(Duration.ofSeconds(15));

  @Test
  void theSameSeedGivesTheSameScheduleAndAnotherSeedAnotherOne() {
    assertThat(schedule(7)).isEqualTo(schedule(7)).isNotEqualTo(schedule(8));
  }

  private static List<String> schedule(long seed) {
    var schedule = new Schedule(seed, FaultCatalog.all(), TIMES, true);
    var all = new ArrayList<>(schedule.singles().stream().map(ScheduleStep::toString).toList());
    for (int i = 0; i < 100; i++) {
      all.add(schedule.combination().toString());
    }
    return all;
  }

  @Test
  void theLongFormPlaysEachKindOfEachRowAloneAndTheShortFormEachRow() {
    var longForm = new Schedule(1, FaultCatalog.all(), TIMES, true).singles();
    var shortForm = new Schedule(1, FaultCatalog.all(), TIMES, false).singles();

    assertThat(longForm).hasSize(FaultCatalog.all().stream().mapToInt(CatalogRow::variants).sum());
    assertThat(numbers(longForm)).isEqualTo(numbers(shortForm)).hasSize(FaultCatalog.all().size());
    assertThat(longForm).allMatch(step -> step.faults().size() == 1);
  }

  private static Set<Integer> numbers(List<ScheduleStep> steps) {
    return steps.stream()
        .map(step -> step.faults().getFirst().row().number())
        .collect(Collectors.toSet());
  }

  @Test
  void faultsOfOneStepNeverHarmTheSamePart() {
    var schedule = new Schedule(3, FaultCatalog.all(), TIMES, true);
    for (int i = 0; i < 1000; i++) {
      var parts = new ArrayList<FaultTarget>();
      schedule.combination().faults().forEach(drawn -> parts.addAll(drawn.row().injected()));
      assertThat(parts).doesNotHaveDuplicates();
    }
  }

  @Test
  void everyRowOfTheTableIsPlayedOrSkippedByName() {
    var known = new HashSet<>(FaultCatalog.skipped().keySet());
    FaultCatalog.all()
        .forEach(row -> assertThat(known.add(row.number())).as("row " + row).isTrue());

    assertThat(known).hasSize(38).contains(1, 38);
    assertThat(FaultCatalog.all()).hasSizeGreaterThanOrEqualTo(20);
  }
}
