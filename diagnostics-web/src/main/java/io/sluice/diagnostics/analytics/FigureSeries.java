package io.sluice.diagnostics.analytics;

import io.sluice.api.AnalyticsApi.AnalyticsView;
import io.sluice.api.AnalyticsApi.Bucket;
import io.sluice.api.AnalyticsApi.Figures;
import io.sluice.diagnostics.analytics.Plot.Column;
import io.sluice.diagnostics.analytics.Plot.Part;
import io.sluice.diagnostics.analytics.PlotFigure.LegendEntry;
import io.sluice.diagnostics.analytics.PlotFigure.Table;
import io.sluice.diagnostics.page.Formats;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes figures with a column for each bucket of the response. Pure. */
final class FigureSeries {

  private static final DateTimeFormatter DAY = formatter("MM-dd");
  private static final DateTimeFormatter HOUR = formatter("MM-dd HH:mm");
  private static final DateTimeFormatter FULL = formatter("yyyy-MM-dd HH:mm");

  private final AnalyticsView view;
  private final boolean hourly;

  FigureSeries(AnalyticsView view) {
    this.view = view;
    this.hourly = view.bucket().equals("hour");
  }

  private static DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  List<Bucket> buckets() {
    return view.series();
  }

  Figures total() {
    return view.total();
  }

  /** A title, and the description of a figure in words. */
  record Words(String id, String title, String description) {}

  /**
   * Makes a figure.
   *
   * @param headers of its table, without that of the time
   * @param cells of a row of its table; null for a bucket in which nothing happened
   */
  PlotFigure figure(
      Words words,
      List<Column> columns,
      PlotAxis axis,
      List<LegendEntry> legend,
      List<String> headers,
      Function<Figures, @Nullable List<String>> cells) {
    var rows = new ArrayList<List<String>>();
    for (Bucket bucket : view.series()) {
      List<String> values = cells.apply(bucket.figures());
      if (values != null) {
        var row = new ArrayList<String>();
        row.add(FULL.format(bucket.at()));
        row.addAll(values);
        rows.add(row);
      }
    }
    boolean empty = columns.stream().allMatch(column -> column.parts().isEmpty());
    var all = new ArrayList<String>();
    all.add(hourly ? "Hour (UTC)" : "Day (UTC)");
    all.addAll(headers);
    return new PlotFigure(
        words.id(),
        words.title(),
        words.description(),
        empty ? null : Plot.of(columns, axis),
        true,
        legend,
        new Table(words.title() + ", without those in which nothing happened", all, rows));
  }

  /**
   * Makes the column of a bucket.
   *
   * @param words for a pointer that rests on it
   */
  Column column(Bucket bucket, List<Part> parts, String words) {
    Instant at = bucket.at();
    return new Column((hourly ? HOUR : DAY).format(at), FULL.format(at) + ": " + words, parts);
  }

  static String percent(double ratio) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * ratio);
  }

  /** Formats a number without its zeros behind the point. */
  static String number(double number) {
    return number == Math.rint(number)
        ? Formats.count((long) number)
        : String.format(Locale.ROOT, "%,.2f", number).replace(',', '\u202f');
  }
}
