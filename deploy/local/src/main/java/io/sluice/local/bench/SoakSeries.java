package io.sluice.local.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Samples of one figure over time, and whether it is flat. Not thread-safe. */
final class SoakSeries {
  private final String name;
  private final double noise;
  private final List<double[]> samples = new ArrayList<>();

  /**
   * Creates an empty series.
   *
   * @param noise a change of the figure that is not yet a trend, in its unit
   */
  SoakSeries(String name, double noise) {
    this.name = name;
    this.noise = noise;
  }

  /** Adds a sample; NaN is left out. */
  void add(double hours, double value) {
    if (!Double.isNaN(value)) {
      samples.add(new double[] {hours, value});
    }
  }

  /** The straight line through the samples of the second half, by least squares. */
  Trend trend() {
    var half = samples.subList(samples.size() / 2, samples.size());
    double x = half.stream().mapToDouble(s -> s[0]).average().orElse(0);
    double y = half.stream().mapToDouble(s -> s[1]).average().orElse(Double.NaN);
    double xy = half.stream().mapToDouble(s -> (s[0] - x) * (s[1] - y)).sum();
    double xx = half.stream().mapToDouble(s -> (s[0] - x) * (s[0] - x)).sum();
    double slope = xx == 0 ? 0 : xy / xx;
    double length = half.isEmpty() ? 0 : half.getLast()[0] - half.getFirst()[0];
    double max = samples.stream().mapToDouble(s -> s[1]).max().orElse(Double.NaN);
    return new Trend(y, max, slope, slope * length);
  }

  /** True if the second half grows by less than a tenth, or by less than its noise. */
  boolean flat() {
    var trend = trend();
    return trend.change() <= Math.max(noise, Math.abs(trend.mean()) / 10);
  }

  String row() {
    var trend = trend();
    return String.format(
        Locale.ROOT,
        "| %-44s | %10.1f | %10.1f | %+10.2f | %s |",
        name,
        trend.mean(),
        trend.max(),
        trend.slope(),
        flat() ? "flat" : "GROWS");
  }

  /**
   * The trend of the second half.
   *
   * @param slope in units an hour
   * @param change over the second half, by the slope
   */
  record Trend(double mean, double max, double slope, double change) {}
}
