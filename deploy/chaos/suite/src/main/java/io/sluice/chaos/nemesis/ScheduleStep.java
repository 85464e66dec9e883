package io.sluice.chaos.nemesis;

import java.util.List;

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
