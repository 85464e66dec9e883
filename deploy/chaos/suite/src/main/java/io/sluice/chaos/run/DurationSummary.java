package io.sluice.chaos.run;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Percentiles of durations.
 *
 * @param sorted nanoseconds
 */
record DurationSummary(List<Long> sorted) {
  static DurationSummary of(Collection<Long> nanos) {
    return new DurationSummary(nanos.stream().sorted().toList());
  }

  String inWords() {
    return sorted.isEmpty()
        ? "not seen"
        : String.format(
            Locale.ROOT, "p50 %s, p99 %s, max %s (%d)", at(0.5), at(0.99), at(1), sorted.size());
  }

  private String at(double share) {
    int index = (int) Math.ceil(share * sorted.size()) - 1;
    double millis = sorted.get(Math.max(0, index)) / 1e6;
    return millis < 1000
        ? String.format(Locale.ROOT, "%.0f ms", millis)
        : String.format(Locale.ROOT, "%.1f s", millis / 1000);
  }
}
