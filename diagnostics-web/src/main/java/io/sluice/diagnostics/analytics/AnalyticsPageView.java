package io.sluice.diagnostics.analytics;

import io.sluice.api.AnalyticsApi.AnalyticsView;
import io.sluice.api.AnalyticsApi.ErrorCount;
import io.sluice.diagnostics.page.Address;
import io.sluice.diagnostics.page.ErrorView;
import io.sluice.diagnostics.page.FilteredList;
import io.sluice.diagnostics.page.FormatExtensions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The data of the page.
 *
 * @param data null if there is an error
 */
record AnalyticsPageView(Address address, @Nullable AnalyticsView data, @Nullable ErrorView error)
    implements FilteredList {

  @Override
  public Map<String, String> labels() {
    var labels = new LinkedHashMap<String, String>();
    labels.put("workflow", "Workflow");
    labels.put("type", "Type");
    labels.put("agent", "Agent");
    labels.put("organization", "Organization");
    return labels;
  }

  public List<AnalyticsRange.Choice> ranges() {
    return AnalyticsRange.choices(address);
  }

  public Address csv() {
    return address.without("saving").at(AnalyticsPage.PATH + "/analytics.csv");
  }

  public List<PlotFigure> figures() {
    if (data == null) {
      return List.of();
    }
    var series = new FigureSeries(data);
    var statuses = new StatusFigures(series);
    var times = new TimeFigures(series);
    return List.of(
        statuses.statuses(),
        statuses.ratio(),
        times.queue(),
        times.run(),
        new SavingsFigure(series).of(saving()),
        new StuckHeatMap(data.stuck()).figure());
  }

  /** The names of savings, to choose one. */
  public List<String> savings() {
    var names = new TreeSet<String>();
    if (data != null) {
      names.addAll(data.total().actions().planned().keySet());
      names.addAll(data.total().actions().realised().keySet());
    }
    return List.copyOf(names);
  }

  /** The chosen saving, else the first one; null if there is none. */
  public @Nullable String saving() {
    List<String> names = savings();
    String chosen = value("saving");
    return names.contains(chosen) ? chosen : names.isEmpty() ? null : names.getFirst();
  }

  /** The same page with another saving. */
  public Address withSaving(String name) {
    return address.with("saving", name);
  }

  public String ratio() {
    Double ratio = data == null ? null : data.total().successRatio();
    return ratio == null ? FormatExtensions.text(null) : FigureSeries.percent(ratio);
  }

  /** The executions with an error. */
  public Address executions(ErrorCount error) {
    return Address.of("/executions")
        .with("workflow", error.workflowId().toString())
        .with("error_type", error.errorType());
  }

  /** Ended actions by type and by agent. */
  public List<Group> groups() {
    return data == null
        ? List.of()
        : List.of(
            group("type", data.total().actions().types()),
            group("agent", data.total().actions().agents()));
  }

  private Group group(String parameter, Map<String, Long> counts) {
    return new Group(
        parameter,
        counts.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .map(
                each ->
                    new Group.Row(
                        each.getKey(), address.with(parameter, each.getKey()), each.getValue()))
            .toList());
  }

  /**
   * Counts by the values of a filter.
   *
   * @param parameter the name of the filter
   */
  record Group(String parameter, List<Row> rows) {

    /** A count; the address has its value as a filter. */
    record Row(String name, Address address, long count) {}
  }
}
