package io.sluice.diagnostics.analytics;

import io.sluice.api.AnalyticsApi.StuckHour;
import io.sluice.diagnostics.analytics.Plot.Cell;
import io.sluice.diagnostics.analytics.PlotFigure.LegendEntry;
import io.sluice.diagnostics.analytics.PlotFigure.Table;
import io.sluice.diagnostics.page.Formats;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Draws stuck executions by weekday and hour. Pure. */
final class StuckHeatMap {

  private static final List<String> WEEKDAYS =
      List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

  private static final int HOURS = 24;
  private static final int LEVELS = 4;

  private final long[][] counts = new long[WEEKDAYS.size()][HOURS];
  private final List<StuckHour> stuck;
  private final long most;

  StuckHeatMap(List<StuckHour> stuck) {
    this.stuck = stuck;
    stuck.forEach(each -> counts[each.weekday() - 1][each.hour()] = each.count());
    this.most = stuck.stream().mapToLong(StuckHour::count).max().orElse(0);
  }

  PlotFigure figure() {
    long all = stuck.stream().mapToLong(StuckHour::count).sum();
    return new PlotFigure(
        "stuck",
        "Stuck by weekday and hour",
        Formats.count(all, "execution")
            + " ended as stuck in the range. The darkest hours have the most: "
            + Formats.count(most)
            + ".",
        all == 0 ? null : plot(),
        false,
        List.of(
            new LegendEntry("heat-1", "few"),
            new LegendEntry("heat-4", "up to " + Formats.count(most))),
        new Table(
            "Hours with stuck executions, most first",
            List.of("Hour (UTC)", "Stuck"),
            stuck.stream()
                .sorted(Comparator.comparingLong(StuckHour::count).reversed())
                .map(
                    each ->
                        List.of(name(each.weekday() - 1, each.hour()), Formats.count(each.count())))
                .toList()));
  }

  private Plot plot() {
    return Plot.cells(
        WEEKDAYS.stream().map(day -> day.substring(0, 3)).toList(),
        IntStream.range(0, HOURS).mapToObj(StuckHeatMap::hour).toList(),
        (day, hour) ->
            new Cell(
                "heat-" + level(counts[day][hour]),
                name(day, hour) + ": " + Formats.count(counts[day][hour]) + " stuck"));
  }

  /** Returns 0 for none, else 1 to 4 by the share of the most. */
  int level(long count) {
    return count == 0 ? 0 : (int) Math.ceilDiv(LEVELS * count, most);
  }

  private static String hour(int hour) {
    return String.format(Locale.ROOT, "%02d:00", hour);
  }

  private static String name(int day, int hour) {
    return WEEKDAYS.get(day) + " " + hour(hour);
  }
}
