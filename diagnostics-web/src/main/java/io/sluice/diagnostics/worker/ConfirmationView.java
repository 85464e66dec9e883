package io.sluice.diagnostics.worker;

import io.sluice.api.WorkerView;
import io.sluice.diagnostics.live.NamedExecutions;
import io.sluice.diagnostics.live.WorkerLoad;
import io.sluice.diagnostics.page.Formats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The facts shown to an administrator before a command for a process.
 *
 * @param cost the consequences, in sentences
 */
record ConfirmationView(Target target, List<String> cost, Losses losses, Form form, Instant now) {

  /** The process of the command. */
  record Target(String worker, long pid, String state, String css) {}

  /**
   * The executions that end with the process.
   *
   * @param healthy number of healthy ones, including those without a visible name
   * @param named the nameable ones of these, oldest first
   * @param stuck number of stuck ones
   */
  record Losses(long healthy, List<ExecutionRow> named, long stuck) {

    static Losses of(WorkerView.ProcessState process) {
      long stuck = process.executions().stream().filter(WorkerLoad::isStuck).count();
      var named =
          NamedExecutions.in(process)
              .map(ExecutionRow::of)
              .filter(ExecutionRow::healthy)
              .sorted(Comparator.comparing(ExecutionRow::since))
              .toList();
      return new Losses(process.executions().size() - stuck, named, stuck);
    }

    /** Number of healthy executions without a visible name. */
    public long unnamed() {
      return healthy - named.size();
    }
  }

  /**
   * The form as it was sent.
   *
   * @param refused the reason of a refusal; empty at first
   * @param reason the typed reason
   */
  record Form(String refused, String reason) {}

  static ConfirmationView recycle(
      WorkerView worker, WorkerView.ProcessState process, Form form, Instant now) {
    var losses = Losses.of(process);
    var cost = new ArrayList<String>();
    cost.add(takeOver(worker, process));
    cost.add(
        losses.healthy() == 0
            ? "It runs no healthy execution."
            : "This process takes no new executions and exits when its "
                + Formats.count(losses.healthy(), "healthy execution")
                + (losses.healthy() == 1 ? " has" : " have")
                + " finished, however long that takes.");
    if (losses.stuck() > 0) {
      cost.add(
          Formats.count(losses.stuck(), "stuck execution")
              + (losses.stuck() == 1 ? " ends" : " end")
              + " with it.");
    }
    return new ConfirmationView(target(worker, process), List.copyOf(cost), losses, form, now);
  }

  static ConfirmationView kill(
      WorkerView worker, WorkerView.ProcessState process, Form form, Instant now) {
    var losses = Losses.of(process);
    var cost =
        losses.healthy() == 0
            ? "No healthy execution is lost."
            : Formats.count(losses.healthy(), "healthy execution")
                + (losses.healthy() == 1 ? " is" : " are")
                + " lost and may run again elsewhere:";
    return new ConfirmationView(target(worker, process), List.of(cost), losses, form, now);
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

  private static Target target(WorkerView worker, WorkerView.ProcessState process) {
    return new Target(
        worker.workerId(), process.pid(), process.state(), Formats.css(process.state()));
  }

  /** The current age of an execution. */
  public String age(ExecutionRow row) {
    return Formats.duration(Duration.between(row.since(), now));
  }
}
