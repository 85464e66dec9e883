package io.sluice.diagnostics.analytics;

import io.sluice.api.AnalyticsApi.Bucket;
import io.sluice.diagnostics.analytics.Plot.Column;
import io.sluice.diagnostics.analytics.Plot.Part;
import io.sluice.diagnostics.analytics.PlotFigure.LegendEntry;
import io.sluice.diagnostics.page.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Draws savings, planned and realised side by side. Pure. */
final class SavingsFigure {

  private final FigureSeries series;

  SavingsFigure(FigureSeries series) {
    this.series = series;
  }

  /**
   * Savings of one name, because amounts of different names have different units.
   *
   * @param name of the saving; null if there is none
   */
  PlotFigure of(@Nullable String name) {
    String chosen = name == null ? "" : name;
    double most = 0;
    var columns = new ArrayList<Column>();
    for (Bucket bucket : series.buckets()) {
      double planned = amount(bucket.figures().actions().planned(), chosen);
      double realised = amount(bucket.figures().actions().realised(), chosen);
      most = Math.max(most, Math.max(planned, realised));
      columns.add(
          planned == 0 && realised == 0
              ? series.column(bucket, List.of(), "")
              : series.column(
                  bucket,
                  List.of(
                      new Part("planned", 0, planned, 0, 0.5),
                      new Part("realised", 0, realised, 0.5, 1)),
                  "planned "
                      + FigureSeries.number(planned)
                      + ", realised "
                      + FigureSeries.number(realised)));
    }
    var total = series.total().actions();
    return series.figure(
        new FigureSeries.Words(
            "savings",
            name == null ? "Savings" : "Savings: " + name,
            "Planned when an action is asked for: "
                + FigureSeries.number(amount(total.planned(), chosen))
                + ". Realised when it succeeds: "
                + FigureSeries.number(amount(total.realised(), chosen))
                + "."),
        columns,
        PlotAxis.linear(most, 0, FigureSeries::number),
        List.of(new LegendEntry("planned", "planned"), new LegendEntry("realised", "realised")),
        List.of("Actions asked for", "Planned", "Realised"),
        figures -> {
          double planned = amount(figures.actions().planned(), chosen);
          double realised = amount(figures.actions().realised(), chosen);
          return figures.actions().asked() == 0 && realised == 0
              ? null
              : List.of(
                  Formats.count(figures.actions().asked()),
                  FigureSeries.number(planned),
                  FigureSeries.number(realised));
        });
  }

  private static double amount(Map<String, ? extends Number> amounts, String name) {
    Number amount = amounts.get(name);
    return amount == null ? 0 : amount.doubleValue();
  }
}
