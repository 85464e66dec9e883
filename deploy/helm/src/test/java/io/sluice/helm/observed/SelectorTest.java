package io.sluice.helm.observed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SelectorTest {
  private static final String PAGE =
      """
      # HELP jobs_total Ends.
      # TYPE jobs_total counter
      jobs_total{status="FAILED",path="/a{b}"} 3.0
      jobs_total{status="SUCCESS",path="a \\" b, c=\\"d"} 1.0E3
      oldest_seconds 0.0
      ages_seconds_bucket{le="+Inf"} 7
      odd NaN
      """;

  @Test
  void selectorsAreFoundBetweenFunctionsGroupingsAndRanges() {
    String expression =
        """
        sum by (status, le) (increase(jobs_total{status=~"A|B", namespace="n"}[5m])) / 2 > 0.01
          and on (instance) oldest_seconds unless time() - max(other_total offset 5m) == 1
        """;

    assertThat(Selector.in(expression))
        .containsExactly(
            new Selector(
                "jobs_total", List.of(new Matcher("status", Matcher.Operator.FITTING, "A|B"))),
            new Selector("oldest_seconds", List.of()),
            new Selector("other_total", List.of()));
  }

  @Test
  void whatTheServicesTellIsNotMissing() {
    var asked =
        List.of(
            "rate(jobs_total{status=\"FAILED\"}[5m])",
            "jobs_total{status!=\"FAILED\"}",
            "jobs_total{status=~\"F.*|X\", instance=\"never told by a service\"}",
            "jobs_total{absent!~\"x|y\"} or jobs_total{absent=\"\"}",
            "histogram_quantile(0.5, sum by (le) (ages_seconds_bucket))",
            "odd + oldest_seconds");

    assertThat(UnmatchedSelectors.from(List.of(PAGE), asked)).isEmpty();
  }

  @Test
  void aWrongNameAndAWrongValueAreMissing() {
    var asked =
        List.of(
            "jobs",
            "jobs_total{status=\"Failed\"}",
            "jobs_total{status=~\"FAIL\"}",
            "jobs_total{status!~\"FAILED|SUCCESS\"}",
            "jobs_total{state=\"FAILED\"}");

    assertThat(UnmatchedSelectors.from(List.of(PAGE), asked)).hasSameSizeAs(asked);
  }
}
