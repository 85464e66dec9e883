package io.sluice.helm.observed;

import java.util.List;

/** Which selectors of expressions fit nothing that the services tell: a typo fires never. Pure. */
final class MissingTool {

  private MissingTool() {}

  /**
   * Selectors without a series.
   *
   * @param pages the texts of {@code /q/metrics}
   */
  static List<Selector> from(List<String> pages, List<String> expressions) {
    List<Series> told = Series.in(pages);
    return expressions.stream()
        .flatMap(expression -> Selector.in(expression).stream())
        .distinct()
        .filter(selector -> told.stream().noneMatch(selector::asksFor))
        .toList();
  }
}
