package io.sluice.diagnostics.worker;

import io.sluice.diagnostics.live.EndedExecutions.EndedExecution;
import io.sluice.diagnostics.live.FleetSnapshot;
import io.sluice.diagnostics.page.Formats;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The workers: as cards, or as one line each if there are many.
 *
 * @param known true once admin-api has sent data
 * @param filtered true if a filter may hide workers
 * @param departed a sentence such as "2 workers went offline in the last hour"; empty for none
 */
record FleetView(
    long seq,
    boolean known,
    boolean filtered,
    boolean executionsOnly,
    List<WorkerCard> workers,
    String departed,
    Instant at) {

  /** Maximum number of workers shown as cards. */
  static final int MAX_CARDS = 24;

  private static final int MAX_EXECUTIONS = 500;

  /** An execution with its process. */
  record Placed(ProcessCard process, ExecutionRow row) {}

  static FleetView of(FleetSnapshot snapshot, FleetFilter filter, Instant now) {
    var endings = passing(snapshot, now);
    var workers =
        snapshot.workers().values().stream()
            .filter(filter::fits)
            .map(seen -> WorkerCard.of(seen, snapshot, endings, now))
            .sorted(WorkerCard.ORDER)
            .toList();
    long gone = snapshot.recent().workers();
    return new FleetView(
        snapshot.seq(),
        snapshot.known(),
        !filter.isEmpty(),
        filter.executionsOnly(),
        workers,
        gone == 0 ? "" : Formats.count(gone, "worker") + " went offline in the last hour",
        snapshot.updatedAt(now));
  }

  /** The executions that just ended, without those that run again in another process. */
  private static List<EndedExecution> passing(FleetSnapshot snapshot, Instant now) {
    var endings = snapshot.endings(now);
    if (endings.isEmpty()) {
      return endings;
    }
    var running =
        snapshot.workers().values().stream()
            .flatMap(seen -> seen.view().processes().stream())
            .flatMap(process -> process.executions().stream())
            .map(each -> each.executionId())
            .collect(Collectors.toSet());
    return endings.stream().filter(e -> !running.contains(e.row().executionId())).toList();
  }

  public boolean summary() {
    return workers.size() > MAX_CARDS;
  }

  /** All executions with their process, up to the limit of a page. */
  public List<Placed> executions() {
    return workers.stream()
        .flatMap(worker -> worker.processes().stream())
        .flatMap(process -> process.rows().stream().map(row -> new Placed(process, row)))
        .limit(MAX_EXECUTIONS)
        .toList();
  }
}
