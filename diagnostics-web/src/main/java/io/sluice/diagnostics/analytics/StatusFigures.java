package io.sluice.diagnostics.analytics;

import io.sluice.api.AnalyticsApi.Bucket;
import io.sluice.diagnostics.analytics.Plot.Column;
import io.sluice.diagnostics.analytics.Plot.Part;
import io.sluice.diagnostics.analytics.PlotFigure.LegendEntry;
import io.sluice.diagnostics.page.Formats;
import java.util.ArrayList;
import java.util.List;

/** Draws how executions ended. Pure. */
final class StatusFigures {

  /** In the order in which they are stacked, from below. */
  private static final List<String> STATUSES =
      List.of("SUCCESS", "FAILED", "TIMEOUT", "CANCELLED", "BLOCKED");

  private final FigureSeries series;

  StatusFigures(FigureSeries series) {
    this.series = series;
  }

  PlotFigure statuses() {
    List<String> there = STATUSES.stream().filter(series.total().statuses()::containsKey).toList();
    long most = series.buckets().stream().mapToLong(each -> each.figures().ended()).max().orElse(0);
    var columns = new ArrayList<Column>();
    for (Bucket bucket : series.buckets()) {
      var parts = new ArrayList<Part>();
      var words = new ArrayList<String>();
      long below = 0;
      for (String status : there) {
        long count = bucket.figures().statuses().getOrDefault(status, 0L);
        if (count > 0) {
          parts.add(Part.of(Formats.css(status), (double) below, (double) (below + count)));
          words.add(Formats.count(count) + " " + status);
        }
        below += count;
      }
      columns.add(series.column(bucket, parts, String.join(", ", words)));
    }
    return series.figure(
        new FigureSeries.Words(
            "statuses",
            "Ended executions by status",
            Formats.count(series.total().ended(), "execution") + " ended. " + sentence(there)),
        columns,
        PlotAxis.linear((double) most, 1, FigureSeries::number),
        there.stream().map(status -> new LegendEntry(Formats.css(status), status)).toList(),
        there,
        figures ->
            figures.ended() == 0
                ? null
                : there.stream()
                    .map(status -> Formats.count(figures.statuses().getOrDefault(status, 0L)))
                    .toList());
  }

  private String sentence(List<String> statuses) {
    return String.join(
        ", ",
        statuses.stream()
            .map(
                each ->
                    Formats.count(series.total().statuses().getOrDefault(each, 0L)) + " " + each)
            .toList());
  }

  PlotFigure ratio() {
    var columns = new ArrayList<Column>();
    for (Bucket bucket : series.buckets()) {
      Double ratio = bucket.figures().successRatio();
      columns.add(
          ratio == null
              ? series.column(bucket, List.of(), "")
              : series.column(
                  bucket,
                  List.of(Part.of("success", 0, 100 * ratio)),
                  FigureSeries.percent(ratio)));
    }
    Double total = series.total().successRatio();
    return series.figure(
        new FigureSeries.Words(
            "ratio",
            "Success ratio",
            "SUCCESS among SUCCESS, FAILED and TIMEOUT: "
                + (total == null ? "none of them." : FigureSeries.percent(total) + " over all.")),
        columns,
        PlotAxis.linear(100, 1, value -> FigureSeries.number(value) + " %"),
        List.of(),
        List.of("Success ratio"),
        figures ->
            figures.successRatio() == null
                ? null
                : List.of(FigureSeries.percent(figures.successRatio())));
  }
}
