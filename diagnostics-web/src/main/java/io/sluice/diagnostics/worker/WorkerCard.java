package io.sluice.diagnostics.worker;

import io.sluice.api.WorkerView;
import io.sluice.diagnostics.live.EndedExecution;
import io.sluice.diagnostics.live.WorkerLoad;
import io.sluice.diagnostics.live.FleetSnapshot;
import io.sluice.diagnostics.page.Formats;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One worker with its processes.
 *
 * @param late true if its heartbeat is overdue, which does not mean that it is dead
 * @param reason the reason why its status is not READY; empty if it reports none
 * @param departed a sentence such as "4 processes ended in the last hour"; empty for none
 * @param at time of the data
 */
record WorkerCard(
    String id,
    String hostname,
    String version,
    String model,
    Instant startedAt,
    Instant heartbeat,
    boolean late,
    String status,
    String reason,
    WorkerLoad load,
    boolean saturated,
    List<ProcessCard> processes,
    List<States> states,
    String departed,
    Instant at) {

  static final Comparator<WorkerCard> ORDER =
      Comparator.comparing((WorkerCard card) -> card.load().stuck() == 0)
          .thenComparing(card -> !card.late())
          .thenComparing(WorkerCard::id);

  /** The number of processes in one state. */
  record States(String name, String css, long count) {}

  static WorkerCard of(FleetSnapshot.Seen seen, FleetSnapshot snapshot, List<EndedExecution> endings, Instant now) {
    var view = seen.view();
    var at = snapshot.updatedAt(now);
    var reason = view.statusReason();
    long gone = snapshot.recent().processesOf(view.workerId());
    return new WorkerCard(
        view.workerId(),
        view.hostname(),
        view.version(),
        view.executionModel(),
        view.startedAt(),
        view.timestamp(),
        snapshot.isLate(seen),
        view.status(),
        reason == null ? "" : reason,
        WorkerLoad.of(view),
        view.claims().saturated(),
        view.processes().stream()
            .map(process -> ProcessCard.of(view.workerId(), process, endings, at))
            .sorted(ProcessCard.ORDER)
            .toList(),
        states(view),
        gone == 0
            ? ""
            : "%s %s ended in the last hour"
                .formatted(Formats.count(gone), gone == 1 ? "process" : "processes"),
        at);
  }

  private static List<States> states(WorkerView view) {
    Map<String, Long> counts = new TreeMap<>();
    view.processes().forEach(process -> counts.merge(process.state(), 1L, Long::sum));
    return counts.entrySet().stream()
        .map(each -> new States(each.getKey(), Formats.css(each.getKey()), each.getValue()))
        .toList();
  }

  /** The highest memory use of its processes, in percent of the limit. */
  public long memoryPercent() {
    return processes.stream().mapToLong(each -> each.memory().percent()).max().orElse(0);
  }
}
