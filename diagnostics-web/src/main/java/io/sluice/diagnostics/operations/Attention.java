package io.sluice.diagnostics.operations;

import io.sluice.api.WorkerView;
import io.sluice.diagnostics.live.FleetSnapshot;
import io.sluice.diagnostics.live.NamedExecutions;
import io.sluice.diagnostics.live.WorkerLoad;
import io.sluice.diagnostics.page.Formats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The matters that need a person, most severe first, each with a possible action.
 *
 * @param items the first ones
 * @param more the number of others in words; empty if all are shown
 */
record Attention(long seq, boolean known, List<Item> items, String more, Instant at) {

  private static final int MAX_ITEMS = 30;
  private static final Duration LONG_DRAIN = Duration.ofHours(1);
  private static final int TIGHT_PERCENT = 85;

  /**
   * One matter.
   *
   * @param id stable for the same matter, so that its line keeps its position
   * @param address the page that shows it
   */
  record Item(
      String id,
      Badge badge,
      String title,
      String detail,
      Instant since,
      String address,
      Action action) {}

  /** The kind of a matter. */
  record Badge(String word, String css) {}

  /**
   * The possible action.
   *
   * @param label empty if there is none
   * @param address the address of its form
   * @param dialog true if the form opens in the dialog
   */
  record Action(String label, String address, boolean dialog) {
    static final Action NONE = new Action("", "", false);
  }

  static Attention of(FleetSnapshot snapshot, Instant now) {
    var at = snapshot.updatedAt(now);
    var items = new ArrayList<Item>();
    snapshot.workers().values().forEach(seen -> stuck(seen.view(), items));
    snapshot.workers().values().forEach(seen -> worker(seen, snapshot, items));
    snapshot.workers().values().forEach(seen -> processes(seen.view(), at, items));
    trips(snapshot, items);
    int more = items.size() - MAX_ITEMS;
    return new Attention(
        snapshot.seq(),
        snapshot.known(),
        items.stream().limit(MAX_ITEMS).toList(),
        more > 0 ? "and " + Formats.count(more) + " more" : "",
        at);
  }

  private static void stuck(WorkerView worker, List<Item> items) {
    for (var process : worker.processes()) {
      boolean serves = process.state().equals("ACTIVE");
      for (var running : NamedExecutions.in(process).toList()) {
        if (WorkerLoad.isStuck(running)) {
          items.add(
              new Item(
                  "a-stuck-" + NamedExecutions.id(running),
                  new Badge("STUCK", "stuck"),
                  NamedExecutions.workflow(running),
                  "does not stop, in pid " + process.pid() + " of " + worker.workerId(),
                  running.startedAt(),
                  "/executions/" + NamedExecutions.id(running),
                  new Action(serves ? "Recycle" : "", command(worker, process, "recycle"), true)));
        }
      }
    }
  }

  private static void worker(FleetSnapshot.Seen seen, FleetSnapshot snapshot, List<Item> items) {
    var worker = seen.view();
    var reason = worker.statusReason();
    if (snapshot.isLate(seen)) {
      items.add(of(worker, "LATE", "timeout", "its heartbeat is overdue", seen.heardAt()));
    }
    if (reason != null && !reason.isEmpty()) {
      items.add(of(worker, worker.status(), "blocked", reason, worker.startedAt()));
    }
    if (worker.claims().saturated()) {
      items.add(
          of(worker, "FULL", "blocked", "is at max-processes and claims less", worker.timestamp()));
    }
  }

  private static void processes(WorkerView worker, Instant at, List<Item> items) {
    for (var process : worker.processes()) {
      var draining = process.drainingSince();
      if (draining != null && draining.plus(LONG_DRAIN).isBefore(at)) {
        items.add(
            of(worker, process, "drain", process.state(), "drains for long", draining, "kill"));
      }
      if (Formats.percent(process.memoryMb(), process.memoryLimitMb()) > TIGHT_PERCENT) {
        var words = "memory " + Formats.memory(process.memoryMb(), process.memoryLimitMb());
        items.add(of(worker, process, "memory", "MEMORY", words, process.stateSince(), "recycle"));
      }
    }
  }

  private static void trips(FleetSnapshot snapshot, List<Item> items) {
    for (var trip : snapshot.recent().trips()) {
      items.add(
          new Item(
              "a-trip-" + trip.workflowId(),
              new Badge("BLACKLISTED", "blocked"),
              trip.workflowName(),
              trip.reason(),
              trip.at(),
              "/blacklist",
              new Action("Blacklist", "/blacklist", false)));
    }
  }

  private static Item of(WorkerView worker, String word, String css, String words, Instant since) {
    return new Item(
        "a-" + word + "-" + worker.workerId(),
        new Badge(word, css),
        worker.workerId(),
        words,
        since,
        "/workers/" + worker.workerId(),
        Action.NONE);
  }

  private static Item of(
      WorkerView worker,
      WorkerView.ProcessState process,
      String what,
      String word,
      String words,
      Instant since,
      String command) {
    boolean possible = command.equals("kill") || process.state().equals("ACTIVE");
    return new Item(
        "a-" + what + "-" + worker.workerId() + "-" + process.generation(),
        new Badge(word, what.equals("drain") ? Formats.css(process.state()) : "timeout"),
        "pid " + process.pid() + " of " + worker.workerId(),
        words,
        since,
        "/workers/" + worker.workerId(),
        new Action(
            possible ? (command.equals("kill") ? "Kill now" : "Recycle") : "",
            command(worker, process, command),
            true));
  }

  private static String command(
      WorkerView worker, WorkerView.ProcessState process, String command) {
    return "/workers/" + worker.workerId() + "/processes/" + process.pid() + "/" + command;
  }
}
