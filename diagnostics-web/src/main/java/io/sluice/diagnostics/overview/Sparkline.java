package io.sluice.diagnostics.overview;

import io.sluice.diagnostics.live.FleetSample;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * A line chart of the last 15 minutes, as points of an SVG polyline in a box of 100 by 24.
 *
 * @param points empty before there are two samples
 * @param sentence the alternative text
 */
record Sparkline(String points, String sentence) {

  private static final double WIDTH = 100;
  private static final double HEIGHT = 22;

  /** Draws one figure of the samples. */
  static Sparkline of(String what, List<FleetSample> samples, ToDoubleFunction<FleetSample> number) {
    if (samples.size() < 2) {
      return new Sparkline("", what + ": not enough is known yet");
    }
    var first = samples.getFirst().at();
    double span = Math.max(1, millis(first, samples.getLast()));
    double max = Math.max(1, samples.stream().mapToDouble(number).max().orElse(1));
    var points =
        samples.stream()
            .map(
                sample ->
                    point(
                        millis(first, sample) / span * WIDTH,
                        1 + HEIGHT - number.applyAsDouble(sample) / max * HEIGHT))
            .collect(Collectors.joining(" "));
    return new Sparkline(
        points,
        String.format(
            Locale.ROOT,
            "%s in the last %d min: now %s, at most %s",
            what,
            Math.max(1, Math.round(span / 60_000)),
            whole(number.applyAsDouble(samples.getLast())),
            whole(samples.stream().mapToDouble(number).max().orElse(0))));
  }

  public boolean drawn() {
    return !points.isEmpty();
  }

  private static double millis(java.time.Instant from, FleetSample to) {
    return Duration.between(from, to.at()).toMillis();
  }

  private static String point(double x, double y) {
    return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
  }

  private static String whole(double number) {
    return Long.toString(Math.round(number));
  }
}
