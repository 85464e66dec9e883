package io.sluice.local.bench.figure;

import java.util.List;
import java.util.Locale;

/**
 * A measured figure.
 *
 * @param name unique in a run, and the same in every run
 * @param unit of the values, such as {@code ms} or {@code /s}
 * @param values one for each round, in the order in which they were measured; at least one
 */
public record Figure(String name, String unit, Better better, List<Double> values) {

  public Figure {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("The figure has no value: " + name);
    }
  }

  /** Direction of an improvement. */
  public enum Better {
    HIGHER,
    LOWER
  }

  /** Returns the middle value; of an even number of values the lower one of the two. */
  public double median() {
    return values.stream().sorted().toList().get((values.size() - 1) / 2);
  }

  public double min() {
    return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  public double max() {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /** Returns a row of a Markdown table: name, median, smallest to largest value. */
  public String row() {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s |",
        name,
        number(median()) + " " + unit,
        values.size() == 1
            ? "one value"
            : number(min()) + " to " + number(max()) + ", " + values.size() + " rounds");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%,.1f" : "%,.0f", value);
  }
}
