package io.sluice.local.bench.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares a run with a stored one. A figure is worse if its median is worse by more than the
 * tolerance and the values of both runs do not overlap: two runs of the same commit differ in their
 * medians, and rarely in all of their values.
 */
public final class Comparison {
  private final List<Row> rows;

  private Comparison(List<Row> rows) {
    this.rows = rows;
  }

  /**
   * Compares all figures that both runs have and that were not 0 in the stored one.
   *
   * @param tolerance part of the stored median by which a figure may be worse, such as 0.15
   */
  public static Comparison of(List<Figure> stored, List<Figure> measured, double tolerance) {
    Map<String, Figure> byName =
        stored.stream().collect(Collectors.toMap(Figure::name, Function.identity()));
    var rows = new ArrayList<Row>();
    for (Figure figure : measured) {
      Figure before = byName.get(figure.name());
      if (before != null && before.median() != 0) { // nothing can be divided by 0
        rows.add(row(before, figure, tolerance));
      }
    }
    return new Comparison(List.copyOf(rows));
  }

  private static Row row(Figure stored, Figure measured, double tolerance) {
    double ratio = measured.median() / stored.median();
    boolean worse =
        switch (measured.better()) {
          case HIGHER -> ratio < 1 - tolerance && measured.max() < stored.min();
          case LOWER -> ratio > 1 + tolerance && measured.min() > stored.max();
        };
    return new Row(measured.name(), ratio, worse);
  }

  /**
   * A figure of both runs.
   *
   * @param ratio the median of this run divided by the stored one
   */
  public record Row(String name, double ratio, boolean worse) {}

  public List<Row> rows() {
    return rows;
  }

  public boolean isWorse() {
    return rows.stream().anyMatch(Row::worse);
  }

  /** Returns a Markdown table. */
  public String table() {
    var text =
        new StringBuilder(
            """
            | figure | this run / stored run | |
            | --- | --- | --- |
            """);
    for (Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %.2f | %s |%n",
              row.name,
              row.ratio,
              row.worse ? "WORSE" : "as before, or better"));
    }
    return text.toString();
  }
}
