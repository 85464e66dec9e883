package io.sluice.diagnostics.analytics;

import io.sluice.api.AnalyticsApi.Bucket;
import io.sluice.api.AnalyticsApi.Figures;
import io.sluice.api.AnalyticsApi.Quantiles;
import io.sluice.diagnostics.analytics.Plot.Column;
import io.sluice.diagnostics.analytics.Plot.Part;
import io.sluice.diagnostics.analytics.PlotFigure.LegendEntry;
import io.sluice.diagnostics.page.FormatExtensions;
import io.sluice.diagnostics.page.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Draws times: the median, and the bands up to p95 and p99. Pure. */
final class TimeFigures {

  private final FigureSeries series;

  TimeFigures(FigureSeries series) {
    this.series = series;
  }

  PlotFigure queue() {
    return times("queue", "Time in the queue", "From queued to started", Figures::queue);
  }

  PlotFigure run() {
    return times("run", "Run time", "From started to ended", Figures::run);
  }

  private PlotFigure times(
      String id, String title, String words, Function<Figures, Quantiles> quantiles) {
    double smallest = Double.MAX_VALUE;
    double largest = 1;
    for (Bucket bucket : series.buckets()) {
      Quantiles of = quantiles.apply(bucket.figures());
      Long p50 = of.p50Ms();
      Long p99 = of.p99Ms();
      if (p50 != null && p99 != null) {
        smallest = Math.min(smallest, p50.doubleValue());
        largest = Math.max(largest, p99.doubleValue());
      }
    }
    var columns = new ArrayList<Column>();
    for (Bucket bucket : series.buckets()) {
      Quantiles of = quantiles.apply(bucket.figures());
      columns.add(series.column(bucket, bands(of), String.join(", ", cells(of))));
    }
    return series.figure(
        new FigureSeries.Words(
            id,
            title,
            words
                + ": "
                + String.join(", ", cells(quantiles.apply(series.total())))
                + " over all."),
        columns,
        PlotAxis.powers(Math.min(smallest, largest), largest, FormatExtensions::ms),
        List.of(
            new LegendEntry("p50", "median"),
            new LegendEntry("p95", "to p95"),
            new LegendEntry("p99", "to p99")),
        List.of("Executions", "p50", "p95", "p99"),
        figures -> {
          Quantiles of = quantiles.apply(figures);
          return of.count() == 0
              ? null
              : List.of(
                  Formats.count(of.count()),
                  FormatExtensions.ms(of.p50Ms()),
                  FormatExtensions.ms(of.p95Ms()),
                  FormatExtensions.ms(of.p99Ms()));
        });
  }

  private static List<Part> bands(Quantiles of) {
    if (of.p50Ms() == null || of.p95Ms() == null || of.p99Ms() == null) {
      return List.of();
    }
    double p50 = of.p50Ms();
    double p95 = of.p95Ms();
    double p99 = of.p99Ms();
    return List.of(Part.of("p99", p95, p99), Part.of("p95", p50, p95), Part.of("p50", p50, p50));
  }

  private static List<String> cells(Quantiles of) {
    return List.of(
        "p50 " + FormatExtensions.ms(of.p50Ms()),
        "p95 " + FormatExtensions.ms(of.p95Ms()),
        "p99 " + FormatExtensions.ms(of.p99Ms()));
  }
}
