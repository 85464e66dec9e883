package io.sluice.diagnostics.worker;

import io.sluice.api.WorkerView;
import io.sluice.diagnostics.live.WorkerLoad;
import io.sluice.diagnostics.live.NamedExecutions;
import io.sluice.diagnostics.page.Formats;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * The facts shown to an administrator before a command for a process.
 *
 * @param cost the consequences, in sentences
 * @param expectedHealthy number of healthy executions, including those without a visible name
 * @param healthy the nameable ones of these, oldest first
 * @param stuck executions that end with the process
 * @param refused the reason of a refusal; empty at first
 * @param reason the typed reason
 */
record ConfirmationView(
    String worker,
    long pid,
    String state,
    String css,
    List<String> cost,
    long expectedHealthy,
    List<ExecutionRow> healthy,
    long stuck,
    String refused,
    String reason,
    Instant now) {

  static ConfirmationView recycle(
      WorkerView worker,
      WorkerView.ProcessState process,
      String refused,
      String reason,
      Instant now) {
    long stuck = process.executions().stream().filter(WorkerLoad::isStuck).count();
    long healthy = process.executions().size() - stuck;
    var cost = new java.util.ArrayList<String>();
    cost.add(takeOver(worker, process));
    cost.add(
        healthy == 0
            ? "It runs no healthy execution."
            : "This process takes no new executions and exits when its "
                + Formats.count(healthy, "healthy execution")
                + (healthy == 1 ? " has" : " have")
                + " finished, however long that takes.");
    if (stuck > 0) {
      cost.add(
          Formats.count(stuck, "stuck execution") + (stuck == 1 ? " ends" : " end") + " with it.");
    }
    return of(worker, process, cost, healthy, stuck, refused, reason, now);
  }

  static ConfirmationView kill(
      WorkerView worker,
      WorkerView.ProcessState process,
      String refused,
      String reason,
      Instant now) {
    long stuck = process.executions().stream().filter(WorkerLoad::isStuck).count();
    long healthy = process.executions().size() - stuck;
    var cost =
        List.of(
            healthy == 0
                ? "No healthy execution is lost."
                : Formats.count(healthy, "healthy execution")
                    + (healthy == 1 ? " is" : " are")
                    + " lost and may run again elsewhere:");
    return of(worker, process, cost, healthy, stuck, refused, reason, now);
  }

  /** Describes the hand-over; promises it only if a process can take over at once. */
  private static String takeOver(WorkerView worker, WorkerView.ProcessState process) {
    if (process.state().equals("STANDBY")) {
      return "It is a standby: a new one is started in its place.";
    }
    boolean ready =
        worker.processes().stream()
            .filter(each -> each.executionModel().equals(process.executionModel()))
            .anyMatch(each -> each.state().equals("STANDBY"));
    return ready
        ? "A standby takes over at once."
        : "No standby is ready: it keeps serving until a new process is ready.";
  }

  private static ConfirmationView of(
      WorkerView worker,
      WorkerView.ProcessState process,
      List<String> cost,
      long healthy,
      long stuck,
      String refused,
      String reason,
      Instant now) {
    return new ConfirmationView(
        worker.workerId(),
        process.pid(),
        process.state(),
        Formats.css(process.state()),
        List.copyOf(cost),
        healthy,
        named(process),
        stuck,
        refused,
        reason,
        now);
  }

  private static List<ExecutionRow> named(WorkerView.ProcessState process) {
    return NamedExecutions.in(process)
        .map(ExecutionRow::of)
        .filter(ExecutionRow::healthy)
        .sorted(Comparator.comparing(ExecutionRow::since))
        .toList();
  }

  /** Number of healthy executions without a visible name. */
  public long unnamed() {
    return expectedHealthy - healthy.size();
  }

  /** The current age of an execution. */
  public String age(ExecutionRow row) {
    return Formats.duration(Duration.between(row.since(), now));
  }
}
