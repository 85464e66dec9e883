package io.sluice.diagnostics.execution;

import io.sluice.api.ExecutionDetail;
import io.sluice.api.WorkerView;
import io.sluice.api.WorkersView;
import io.sluice.diagnostics.api.AdminApiClient;
import io.sluice.diagnostics.api.ApiProblem;
import io.sluice.diagnostics.live.NamedExecutions;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ProcessingException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * Finds the executions that are stuck now, in the latest heartbeats. Their outcome is recorded
 * already; the heartbeat says whether the thread still runs, and in which process.
 */
@Singleton
class StuckExecutions {

  /**
   * Maximum number of workers that are queried; the Workers page, which is pushed, shows the
   * others.
   */
  static final int MAX_WORKERS = 50;

  private static final int MAX_EXPLAINED = 20;

  private final AdminApiClient api;

  StuckExecutions(@RestClient AdminApiClient api) {
    this.api = api;
  }

  /**
   * One stuck execution.
   *
   * @param state the state of its process
   * @param waitingFor healthy executions that its process waits for
   * @param detail null if it is not available, or if there are very many
   */
  record Row(
      String workerId,
      long pid,
      String state,
      int waitingFor,
      WorkerView.Running running,
      @Nullable ExecutionDetail detail) {

    public String verdict() {
      return detail == null || detail.stuck() == null || detail.stuck().verdict() == null
          ? "Not examined yet"
          : detail.stuck().verdict();
    }

    public String topFrame() {
      return detail == null || detail.stuck() == null || detail.stuck().topFrame() == null
          ? ""
          : detail.stuck().topFrame();
    }

    /** True if its process ends as soon as its healthy executions have ended. */
    public boolean drains() {
      return state.equals("DRAINING");
    }

    /** The address of the command for its process: a draining process can only be killed. */
    public String order() {
      return "/workers/" + workerId + "/processes/" + pid + (drains() ? "/kill" : "/recycle");
    }
  }

  /**
   * The stuck executions.
   *
   * @param notAsked number of workers that were not queried
   */
  record Found(List<Row> rows, int workers, int notAsked) {}

  /** Finds them, longest running first. */
  Found find() {
    List<WorkersView.Worker> busy =
        api.workers().workers().stream().filter(each -> each.activeExecutions() > 0).toList();
    var rows = new ArrayList<Row>();
    for (WorkersView.Worker worker : busy.subList(0, Math.min(MAX_WORKERS, busy.size()))) {
      rows.addAll(of(worker.workerId()));
    }
    rows.sort(Comparator.comparing(row -> row.running().startedAt()));
    var explained = new ArrayList<Row>();
    for (Row row : rows) {
      explained.add(explained.size() < MAX_EXPLAINED ? explained(row) : row);
    }
    return new Found(explained, busy.size(), Math.max(0, busy.size() - MAX_WORKERS));
  }

  private List<Row> of(String workerId) {
    try {
      return api.worker(workerId).processes().stream()
          .flatMap(
              process ->
                  process.executions().stream()
                      .filter(each -> each.status().equals("STUCK") && NamedExecutions.is(each))
                      .map(
                          each ->
                              new Row(
                                  workerId,
                                  process.pid(),
                                  process.state(),
                                  process.waitingFor(),
                                  each,
                                  null)))
          .toList();
    } catch (ApiProblem gone) {
      return List.of(); // between the list and this answer
    }
  }

  private Row explained(Row row) {
    try {
      return new Row(
          row.workerId(),
          row.pid(),
          row.state(),
          row.waitingFor(),
          row.running(),
          api.execution(NamedExecutions.id(row.running())));
    } catch (ApiProblem | ProcessingException unknown) {
      return row;
    }
  }
}
