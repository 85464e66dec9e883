package io.sluice.diagnostics.execution;

import io.sluice.api.ExecutionStatistics;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.ExecutionSummary;
import io.sluice.diagnostics.page.Address;
import io.sluice.diagnostics.page.ErrorView;
import io.sluice.diagnostics.page.FilteredList;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The data of the execution list.
 *
 * @param notice why the page has fewer executions than match; null if it has all it could have
 * @param error the reason why there is no list; null if there is one
 * @param next the address of the next page; null on the last one
 * @param counts null if they are not available
 * @param changes the number of stream changes when the page was made; the script counts later ones
 */
record ExecutionsView(
    ExecutionFilter filter,
    List<ExecutionSummary> items,
    @Nullable Address next,
    @Nullable String notice,
    @Nullable ErrorView error,
    @Nullable List<Count> counts,
    List<Preset> presets,
    Instant asOf,
    long changes)
    implements FilteredList {

  /** The number of executions with one status within 24 hours. */
  record Count(String status, long number, Address only, boolean chosen) {}

  /** A link to a frequently used filter. */
  record Preset(String label, Address address) {}

  /** A selectable status. */
  record Choice(String status, boolean chosen) {}

  public List<Choice> choices() {
    Set<String> chosen = chosen(filter);
    return Arrays.stream(ExecutionStatus.values())
        .map(status -> new Choice(status.name(), chosen.contains(status.name())))
        .toList();
  }

  @Override
  public Address address() {
    return filter.address();
  }

  @Override
  public Map<String, String> labels() {
    return ExecutionFilter.LABELS;
  }

  @Override
  public boolean filtered() {
    return filter.filters();
  }

  public boolean byDuration() {
    return filter.byDuration();
  }

  /** True if the page shows the newest executions, so that the browser keeps it up to date. */
  public boolean live() {
    return !furtherOn() && !byDuration();
  }

  public Address newest() {
    return first().without("sort");
  }

  public Address longest() {
    return first().with("sort", "duration");
  }

  /** The address of the bulk operation for this filter. */
  public Address bulk(String action) {
    return newest().at("/executions/bulk").with("action", action);
  }

  static List<Count> counts(ExecutionStatistics statistics, ExecutionFilter filter) {
    Set<String> chosen = chosen(filter);
    return Arrays.stream(ExecutionStatus.values())
        .filter(ExecutionStatus::terminal)
        .map(
            status ->
                new Count(
                    status.name(),
                    statistics.statuses().getOrDefault(status.name(), 0L),
                    filter.address().without("cursor").with("status", status.name()),
                    chosen.contains(status.name())))
        .toList();
  }

  static List<Preset> presets(Instant now) {
    Address all = Address.of(ExecutionFilter.PATH);
    return List.of(
        new Preset("Now running", all.with("status", "RUNNING")),
        new Preset("Waiting", all.with("status", "PENDING")),
        new Preset(
            "Stuck today",
            all.with("error_type", "ExecutionStuck")
                .with("from", now.truncatedTo(ChronoUnit.DAYS).toString())),
        new Preset(
            "Failed in 1 h",
            all.with("status", "FAILED,TIMEOUT")
                .with("from", minute(now.minus(Duration.ofHours(1))))),
        new Preset(
            "Slowest of 24 h",
            all.with("from", minute(now.minus(Duration.ofHours(24))))
                .with("to", minute(now))
                .with("sort", "duration")));
  }

  private static String minute(Instant moment) {
    return moment.truncatedTo(ChronoUnit.MINUTES).toString();
  }

  private static Set<String> chosen(ExecutionFilter filter) {
    return Arrays.stream(filter.of("status").split(",", -1))
        .map(String::strip)
        .collect(Collectors.toUnmodifiableSet());
  }
}
