package io.sluice.helm.observed;

import java.util.List;

/**
 * Finds selectors of expressions that match no series of the services, for example because of a
 * typo. Pure.
 */
final class UnmatchedSelectors {

  private UnmatchedSelectors() {}

  /**
   * The selectors without a series.
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
