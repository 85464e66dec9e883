package io.sluice.diagnostics.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.AnalyticsApi.ActionFigures;
import io.sluice.api.AnalyticsApi.AnalyticsView;
import io.sluice.api.AnalyticsApi.Approvals;
import io.sluice.api.AnalyticsApi.Bucket;
import io.sluice.api.AnalyticsApi.ErrorCount;
import io.sluice.api.AnalyticsApi.Figures;
import io.sluice.api.AnalyticsApi.Quantiles;
import io.sluice.api.AnalyticsApi.StuckHour;
import io.sluice.diagnostics.analytics.Plot.Mark;
import io.sluice.diagnostics.page.Address;
import io.sluice.diagnostics.page.Things;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalyticsFiguresTest {

  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
  private static final Quantiles NONE = new Quantiles(0, null, null, null);

  /** A day with ends, an empty one, and one with a name of an error and of an agent. */
  static AnalyticsView analytics(String name) {
    Figures empty =
        new Figures(
            0,
            Map.of(),
            null,
            NONE,
            NONE,
            new ActionFigures(0, Map.of(), Map.of(), Map.of(), Map.of()));
    var figures =
        new Figures(
            4,
            Map.of("SUCCESS", 3L, "FAILED", 1L),
            0.75,
            new Quantiles(4, 20L, 300L, 300L),
            new Quantiles(4, 1_000L, 12_000L, 12_000L),
            new ActionFigures(
                2,
                Map.of(name, new BigDecimal("250.50"), "hours", BigDecimal.TEN),
                Map.of(name, new BigDecimal("100")),
                Map.of("echo", 3L),
                Map.of(name, 3L)));
    return new AnalyticsView(
        START,
        START.plus(Duration.ofDays(2)),
        "day",
        List.of(new Bucket(START, figures), new Bucket(START.plus(Duration.ofDays(1)), empty)),
        figures,
        new Approvals(Map.of("approved", 2L), new Quantiles(2, 60_000L, 120_000L, 120_000L)),
        List.of(new ErrorCount(name, Things.WORKFLOW, name, 1)),
        List.of(new StuckHour(1, 13, 8), new StuckHour(7, 0, 1)));
  }

  private final FigureSeries series = new FigureSeries(analytics("eur"));
  private final StatusFigures statuses = new StatusFigures(series);

  @Test
  void statusesAreStackedInOneOrder() {
    PlotFigure figure = statuses.statuses();

    assertThat(marks(figure)).extracting(Mark::kind).containsExactly("success", "failed", "hit");
    assertThat(figure.description()).isEqualTo("4 executions ended. 3 SUCCESS, 1 FAILED");
    assertThat(figure.table().headers()).containsExactly("Day (UTC)", "SUCCESS", "FAILED");
    assertThat(figure.table().rows()).containsExactly(List.of("2026-01-05 00:00", "3", "1"));
  }

  @Test
  void theBandsOfATimeAreMedianP95AndP99() {
    PlotFigure figure = new TimeFigures(series).run();

    assertThat(marks(figure)).extracting(Mark::kind).contains("p50", "p95", "p99");
    assertThat(figure.table().rows())
        .containsExactly(List.of("2026-01-05 00:00", "4", "1.0s", "12s", "12s"));
    Mark p95 = marks(figure).stream().filter(m -> m.kind().equals("p95")).findFirst().orElseThrow();
    Mark p50 = marks(figure).stream().filter(m -> m.kind().equals("p50")).findFirst().orElseThrow();
    assertThat(p95.y()).isLessThan(p50.y());
  }

  @Test
  void savingsOfOneNameAreSideBySide() {
    PlotFigure figure = new SavingsFigure(series).of("eur");

    Mark planned = marks(figure).get(0);
    Mark realised = marks(figure).get(1);
    assertThat(planned.kind()).isEqualTo("planned");
    assertThat(realised.x()).isGreaterThanOrEqualTo(planned.x() + planned.width() - 0.2);
    assertThat(figure.table().rows())
        .containsExactly(List.of("2026-01-05 00:00", "2", "250.50", "100"));
    assertThat(new SavingsFigure(series).of(null).plot()).isNull();
  }

  @Test
  void theRatioIsInPercent() {
    assertThat(statuses.ratio().description()).endsWith("75.0 % over all.");
    assertThat(statuses.ratio().table().rows())
        .containsExactly(List.of("2026-01-05 00:00", "75.0 %"));
  }

  @Test
  void theHeatMapHasACellForEachHourOfTheWeek() {
    var map = new StuckHeatMap(analytics("eur").stuck());
    PlotFigure figure = map.figure();

    assertThat(marks(figure)).hasSize(7 * 24);
    assertThat(marks(figure))
        .filteredOn(mark -> mark.kind().equals("heat-4"))
        .extracting(Mark::text)
        .containsExactly("Monday 13:00: 8 stuck");
    assertThat(List.of(map.level(0), map.level(1), map.level(2), map.level(3), map.level(8)))
        .containsExactly(0, 1, 1, 2, 4);
    assertThat(figure.table().rows())
        .containsExactly(List.of("Monday 13:00", "8"), List.of("Sunday 00:00", "1"));
    assertThat(new StuckHeatMap(List.of()).figure().plot()).isNull();
  }

  private static List<Mark> marks(PlotFigure figure) {
    return Objects.requireNonNull(figure.plot()).marks();
  }

  @ParameterizedTest
  @CsvSource({
    "24h, 2026-01-04T13:00:00Z, hour",
    "30d, 2025-12-07T12:00:00Z, day",
    "nonsense, 2025-12-07T12:00:00Z, day"
  })
  void aRangeEndsNow(String range, String from, String bucket) {
    Map<String, String> asked =
        AnalyticsRange.asked(
            Map.of("range", range, "agent", "a", "saving", "eur"),
            Instant.parse("2026-01-05T12:00:00Z"));

    assertThat(asked)
        .isEqualTo(
            Map.of("from", from, "to", "2026-01-05T12:00:00Z", "bucket", bucket, "agent", "a"));
  }

  @Test
  void typedTimesComeBeforeARange() {
    Map<String, String> asked =
        AnalyticsRange.asked(Map.of("range", "24h", "from", "2026-01-01T00:00:00Z"), START);

    assertThat(asked).isEqualTo(Map.of("from", "2026-01-01T00:00:00Z"));
    assertThat(
            AnalyticsRange.choices(
                new Address("/analytics", Map.of("from", "2026-01-01T00:00", "agent", "a"))))
        .noneMatch(AnalyticsRange.Choice::chosen)
        .extracting(choice -> choice.address().toString())
        .contains("/analytics?agent=a&range=24h");
  }
}
