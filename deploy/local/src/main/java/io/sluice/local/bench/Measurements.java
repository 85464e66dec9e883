package io.sluice.local.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Measured values of one kind. */
final class Measurements {
  private final List<Double> values = new ArrayList<>();

  Measurements() {}

  Measurements(Collection<Double> values) {
    this.values.addAll(values);
  }

  void add(double value) {
    values.add(value);
  }

  /**
   * Interpolates nothing: the value at this rank.
   *
   * @param rank 0 to 1
   */
  double quantile(double rank) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    var sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(rank * (sorted.size() - 1))));
  }

  String median(String unit) {
    return String.format(Locale.ROOT, "%.1f %s (median of %d)", quantile(0.5), unit, values.size());
  }

  String tails(String unit) {
    return String.format(
        Locale.ROOT,
        "p50 %.1f %s, p99 %.1f %s (of %d)",
        quantile(0.5),
        unit,
        quantile(0.99),
        unit,
        values.size());
  }
}
