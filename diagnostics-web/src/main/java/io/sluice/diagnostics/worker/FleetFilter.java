package io.sluice.diagnostics.worker;

import io.sluice.diagnostics.live.FleetSnapshot;
import io.sluice.diagnostics.live.WorkerLoad;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The filter of the workers page, from its address. Empty values do not filter.
 *
 * @param host a part of the host name or of the id, in any case
 * @param state workers with a process in this state, or STUCK: with a stuck execution
 * @param executionsOnly true for a list of executions instead of cards
 */
record FleetFilter(
    String host, String state, String model, String version, boolean executionsOnly) {

  static final FleetFilter NONE = new FleetFilter("", "", "", "", false);

  private static final List<String> STATES =
      List.of("ACTIVE", "STANDBY", "STARTING", "DRAINING", "PENDING_KILL", "EXITING", "STUCK");

  /** The selectable states. */
  public List<String> states() {
    return STATES;
  }

  /** An active filter, with the address without it. */
  record Chip(String words, String without) {}

  public boolean isEmpty() {
    return equals(NONE);
  }

  boolean fits(FleetSnapshot.Seen seen) {
    var view = seen.view();
    var names = (view.hostname() + " " + view.workerId()).toLowerCase(Locale.ROOT);
    return names.contains(host.toLowerCase(Locale.ROOT))
        && (version.isEmpty() || version.equals(view.version()))
        && (model.isEmpty()
            || model.equals(view.executionModel())
            || view.processes().stream().anyMatch(each -> model.equals(each.executionModel())))
        && (state.isEmpty()
            || (state.equals("STUCK") && WorkerLoad.of(view).stuck() > 0)
            || view.processes().stream().anyMatch(each -> state.equals(each.state())));
  }

  public List<Chip> chips() {
    var chips = new ArrayList<Chip>();
    var all = parameters();
    all.forEach(
        (name, value) -> {
          var rest = new LinkedHashMap<>(all);
          rest.remove(name);
          chips.add(new Chip(name + ": " + value, address(rest)));
        });
    return chips;
  }

  private Map<String, String> parameters() {
    var all = new LinkedHashMap<String, String>();
    all.put("host", host);
    all.put("state", state);
    all.put("model", model);
    all.put("version", version);
    all.put("only", executionsOnly ? "executions" : "");
    all.values().removeIf(String::isEmpty);
    return all;
  }

  private static String address(Map<String, String> parameters) {
    return "/workers"
        + (parameters.isEmpty() ? "" : "?")
        + parameters.entrySet().stream()
            .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
  }
}
