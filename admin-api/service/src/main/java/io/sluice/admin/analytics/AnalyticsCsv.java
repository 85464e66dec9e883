package io.sluice.admin.analytics;

import io.sluice.api.AnalyticsApi.AnalyticsView;
import io.sluice.api.AnalyticsApi.Figures;
import io.sluice.api.AnalyticsApi.Quantiles;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes analytics as CSV (RFC 4180), one value in a line: time, measure, name, value. The range as
 * a whole has no time. Pure.
 */
final class AnalyticsCsv {

  private static final String HEADER = "at,measure,name,value\r\n";

  private final StringBuilder lines = new StringBuilder(HEADER);

  private AnalyticsCsv() {}

  static String of(AnalyticsView view) {
    var csv = new AnalyticsCsv();
    view.series().forEach(bucket -> csv.figures(bucket.at().toString(), bucket.figures()));
    csv.figures("", view.total());
    view.approvals().decisions().forEach((word, count) -> csv.line("", "decisions", word, count));
    csv.quantiles("", "approval_ms", view.approvals().took());
    view.errors()
        .forEach(
            error ->
                csv.line(
                    "",
                    "errors",
                    error.errorType()
                        + " in "
                        + (error.workflowName() == null
                            ? error.workflowId()
                            : error.workflowName()),
                    error.count()));
    view.stuck()
        .forEach(
            hour ->
                csv.line(
                    "",
                    "stuck",
                    "weekday " + hour.weekday() + " hour " + hour.hour(),
                    hour.count()));
    return csv.lines.toString();
  }

  private void figures(String at, Figures figures) {
    counts(at, "status", figures.statuses());
    line(at, "success_ratio", "", figures.successRatio());
    quantiles(at, "queue_ms", figures.queue());
    quantiles(at, "run_ms", figures.run());
    line(at, "asked", "", figures.actions().asked());
    amounts(at, "planned", figures.actions().planned());
    amounts(at, "realised", figures.actions().realised());
    counts(at, "type", figures.actions().types());
    counts(at, "agent", figures.actions().agents());
  }

  private void counts(String at, String measure, Map<String, Long> counts) {
    counts.forEach((name, count) -> line(at, measure, name, count));
  }

  private void amounts(String at, String measure, Map<String, BigDecimal> amounts) {
    amounts.forEach((name, amount) -> line(at, measure, name, amount.toPlainString()));
  }

  private void quantiles(String at, String measure, Quantiles quantiles) {
    line(at, measure, "count", quantiles.count());
    line(at, measure, "p50", quantiles.p50Ms());
    line(at, measure, "p95", quantiles.p95Ms());
    line(at, measure, "p99", quantiles.p99Ms());
  }

  private void line(String at, String measure, String name, @Nullable Object value) {
    if (value != null) {
      lines
          .append(at)
          .append(',')
          .append(measure)
          .append(',')
          .append(text(name))
          .append(',')
          .append(value)
          .append("\r\n");
    }
  }

  /**
   * A text that somebody else chose. A spreadsheet takes one that begins with these characters for
   * a formula; an apostrophe before it makes it a text.
   */
  static String text(String text) {
    String harmless = text.matches("(?s)[\\s]*[=+\\-@\\t\\r].*") ? "'" + text : text;
    return harmless.matches("(?s).*[\",\\r\\n].*")
        ? '"' + harmless.replace("\"", "\"\"") + '"'
        : harmless;
  }
}
