package io.sluice.chaos.nemesis;

import io.sluice.chaos.nemesis.FaultCatalog.CatalogRow;
import io.sluice.chaos.nemesis.InjectedFault.FaultTarget;
import io.sluice.chaos.nemesis.Schedule.ScheduleStep.Drawn;
import io.sluice.chaos.system.TimeScale;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Schedules each row alone first, then endless combinations of two and three. The same seed gives
 * the same schedule, because nothing is drawn while it is played. For one thread.
 */
public final class Schedule {
  private final RandomGenerator random;
  private final FaultRandom draws;
  private final List<CatalogRow> rows;
  private final boolean longForm;

  /**
   * A schedule of some rows.
   *
   * @param longForm whether each row is played in all its kinds
   */
  public Schedule(long seed, List<CatalogRow> rows, TimeScale times, boolean longForm) {
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    this.draws = new FaultRandom(random, times, longForm);
    this.rows = List.copyOf(rows);
    this.longForm = longForm;
  }

  /** Each row alone; to be called once, first. */
  public List<ScheduleStep> singles() {
    var steps = new ArrayList<ScheduleStep>();
    for (var row : rows) {
      int kinds = longForm ? row.variants() : row.essential();
      for (int variant = 0; variant < kinds; variant++) {
        steps.add(new ScheduleStep(List.of(new Drawn(row, row.faults().of(variant, draws)))));
      }
    }
    return steps;
  }

  /** Two or three at once, of different parts. */
  public ScheduleStep combination() {
    int wanted = 2 + random.nextInt(2);
    var taken = EnumSet.noneOf(FaultTarget.class);
    var faults = new ArrayList<Drawn>();
    for (int tries = 0; tries < 20 && faults.size() < wanted; tries++) {
      var row = rows.get(random.nextInt(rows.size()));
      var fault = row.faults().of(random.nextInt(row.variants()), draws);
      if (row.injected().stream().noneMatch(taken::contains)) {
        taken.addAll(row.injected());
        faults.add(new Drawn(row, fault));
      }
    }
    return new ScheduleStep(faults);
  }

  /** Faults that are played at the same time. */
  public record ScheduleStep(List<Drawn> faults) {
    public ScheduleStep {
      faults = List.copyOf(faults);
    }

    /** A fault and its row. */
    public record Drawn(CatalogRow row, Fault fault) {
      @Override
      public String toString() {
        return "row " + row.number() + ": " + fault.describe();
      }
    }

    @Override
    public String toString() {
      return String.join(" + ", faults.stream().map(Drawn::toString).toList());
    }
  }
}
