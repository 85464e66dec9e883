package io.sluice.diagnostics.worker;

import io.sluice.diagnostics.live.EndedExecutions.EndedExecution;
import io.sluice.diagnostics.live.FleetSnapshot;
import io.sluice.diagnostics.live.StateCount;
import io.sluice.diagnostics.live.WorkerLoad;
import io.sluice.diagnostics.page.Formats;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One worker with its processes.
 *
 * @param departed a sentence such as "4 processes ended in the last hour"; empty for none
 * @param at time of the data
 */
record WorkerCard(
    String id,
    Start start,
    Health health,
    WorkerLoad load,
    List<ProcessCard> processes,
    List<StateCount> states,
    String departed,
    Instant at) {

  static final Comparator<WorkerCard> ORDER =
      Comparator.comparing((WorkerCard card) -> card.load().stuck() == 0)
          .thenComparing(card -> !card.health().late())
          .thenComparing(WorkerCard::id);

  /** The version and model with which it started. */
  record Start(String version, String model, Instant at) {}

  /**
   * Its latest heartbeat.
   *
   * @param late true if the next one is overdue, which does not mean that the worker is dead
   * @param reason the reason why its status is not READY; empty if it reports none
   * @param saturated true if it is at max-processes and claims less
   */
  record Health(Instant heartbeat, boolean late, String status, String reason, boolean saturated) {}

  static WorkerCard of(
      FleetSnapshot.Seen seen, FleetSnapshot snapshot, List<EndedExecution> endings, Instant now) {
    var view = seen.view();
    var at = snapshot.updatedAt(now);
    var reason = view.statusReason();
    long gone = snapshot.recent().processesOf(view.workerId());
    return new WorkerCard(
        view.workerId(),
        new Start(view.version(), view.executionModel(), view.startedAt()),
        new Health(
            view.timestamp(),
            snapshot.isLate(seen),
            view.status(),
            reason == null ? "" : reason,
            view.claims().saturated()),
        WorkerLoad.of(view),
        view.processes().stream()
            .map(process -> ProcessCard.of(view.workerId(), process, endings, at))
            .sorted(ProcessCard.ORDER)
            .toList(),
        StateCount.of(Stream.of(view)),
        gone == 0
            ? ""
            : "%s %s ended in the last hour"
                .formatted(Formats.count(gone), gone == 1 ? "process" : "processes"),
        at);
  }

  /** The highest memory use of its processes, in percent of the limit. */
  public long memoryPercent() {
    return processes.stream().mapToLong(each -> each.use().memory().percent()).max().orElse(0);
  }
}
