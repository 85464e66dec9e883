package io.sluice.local.bench;

import io.sluice.local.bench.BenchSystem.Measurements;
import io.sluice.local.bench.figure.Figure;
import io.sluice.local.bench.figure.Figure.Better;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of a run; prints each as soon as it is complete. Not thread-safe. */
final class Figures {
  private final List<Figure> all = new ArrayList<>();

  /** Adds a figure of which a higher value is better. */
  void higher(String name, String unit, List<Double> values) {
    add(new Figure(name, unit, Better.HIGHER, values));
  }

  /** Adds a figure of which a lower value is better. */
  void lower(String name, String unit, List<Double> values) {
    add(new Figure(name, unit, Better.LOWER, values));
  }

  /**
   * Adds the 50th and the 99th percentile of delays in ms.
   *
   * @param rounds delays of each round
   */
  void delays(String name, List<Measurements> rounds) {
    lower(name + ", p50", "ms", rounds.stream().map(each -> each.quantile(0.5)).toList());
    lower(name + ", p99", "ms", rounds.stream().map(each -> each.quantile(0.99)).toList());
  }

  /** Adds figures by part of the system, in the order of their first value. */
  void lowerByPart(String name, String unit, List<Map<String, Double>> rounds) {
    var byPart = new LinkedHashMap<String, List<Double>>();
    rounds.forEach(
        round ->
            round.forEach(
                (part, value) -> byPart.computeIfAbsent(part, _ -> new ArrayList<>()).add(value)));
    byPart.forEach((part, values) -> lower(name + ": " + part, unit, values));
  }

  /** Returns the median of a figure that was measured. */
  double median(String name) {
    return all.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow().median();
  }

  List<Figure> all() {
    return List.copyOf(all);
  }

  private void add(Figure figure) {
    if (figure.values().stream().allMatch(Double::isFinite)) {
      all.add(figure);
      System.out.println(figure.row());
    } else {
      System.out.println("| " + figure.name() + " | could not be measured | |");
    }
  }
}
