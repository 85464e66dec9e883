package io.sluice.diagnostics.analytics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;

/**
 * A vertical axis: the place of each value, 0 at the bottom to 1 at the top, and labelled values.
 * Pure.
 */
record PlotAxis(DoubleUnaryOperator place, List<Tick> ticks) {

  /** A labelled value. */
  record Tick(double value, String text) {}

  private static final int PARTS = 4;

  /**
   * An axis from 0 to a round number not below the largest value.
   *
   * @param least the smallest step between labels, for example 1 for what is counted
   */
  static PlotAxis linear(double largest, double least, DoubleFunction<String> text) {
    double step = Math.max(least, round(largest <= 0 ? 1.0 / PARTS : largest / PARTS));
    int steps = Math.max(1, (int) Math.ceil(largest / step - 1e-9));
    var ticks = new ArrayList<Tick>();
    for (int i = 0; i <= steps; i++) {
      ticks.add(new Tick(i * step, text.apply(i * step)));
    }
    double top = steps * step;
    return new PlotAxis(value -> Math.clamp(value / top, 0, 1), ticks);
  }

  /** Rounds up to 1, 2, 2.5 or 5 with zeros. */
  private static double round(double step) {
    double unit = Math.pow(10, Math.floor(Math.log10(step)));
    for (double factor : new double[] {1, 2, 2.5, 5}) {
      if (step <= factor * unit * (1 + 1e-9)) {
        return factor * unit;
      }
    }
    return 10 * unit;
  }

  /**
   * An axis of powers of ten: from the one below the smallest value to the one above the largest.
   */
  static PlotAxis powers(double smallest, double largest, DoubleFunction<String> text) {
    int low = (int) Math.floor(Math.log10(Math.max(1, smallest)));
    int high = Math.max(low + 1, (int) Math.ceil(Math.log10(Math.max(1, largest))));
    var ticks = new ArrayList<Tick>();
    for (int power = low; power <= high; power++) {
      ticks.add(new Tick(Math.pow(10, power), text.apply(Math.pow(10, power))));
    }
    return new PlotAxis(
        value -> Math.clamp((Math.log10(Math.max(1, value)) - low) / (high - low), 0, 1), ticks);
  }
}
