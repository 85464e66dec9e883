package io.sluice.diagnostics.live;

import io.sluice.api.WorkerView;
import io.sluice.diagnostics.page.Formats;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The number of processes in one state. */
public record StateCount(String name, String css, long count) {

  /** Counts the processes of these workers by state, in alphabetical order. */
  public static List<StateCount> of(Stream<WorkerView> workers) {
    Map<String, Long> counts = new TreeMap<>();
    workers
        .flatMap(worker -> worker.processes().stream())
        .forEach(process -> counts.merge(process.state(), 1L, Long::sum));
    return counts.entrySet().stream()
        .map(each -> new StateCount(each.getKey(), Formats.css(each.getKey()), each.getValue()))
        .toList();
  }
}
