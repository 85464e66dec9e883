package io.sluice.diagnostics.live;

import io.sluice.api.LiveEvent;
import io.sluice.api.WorkerView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The executions that ended a moment ago. A heartbeat no longer lists them or an event names their
 * outcome; the two arrive in any order. Immutable.
 *
 * @param outcomes reported outcomes by execution
 */
public record EndedExecutions(List<EndedExecution> shown, Map<UUID, Outcome> outcomes) {

  static final EndedExecutions NONE = new EndedExecutions(List.of(), Map.of());

  /**
   * Maximum number of rows for ends within one second in one process; beyond it only counters
   * change.
   */
  private static final int MAX_PER_SECOND = 10;

  private static final Duration REMEMBERED = Duration.ofSeconds(10);

  /** The reported outcome of an execution. */
  record Outcome(String status, Instant at) {}

  /** Applies the events of a frame. */
  EndedExecutions applied(List<LiveEvent> events, Instant now) {
    var known = new HashMap<>(outcomes);
    known.values().removeIf(outcome -> outcome.at().plus(REMEMBERED).isBefore(now));
    for (var event : events) {
      if (event instanceof LiveEvent.ExecutionChanged changed && changed.status().terminal()) {
        known.put(changed.executionId(), new Outcome(changed.status().name(), now));
      }
    }
    return new EndedExecutions(
        shown.stream()
            .filter(ending -> ending.shownAt(now))
            .map(
                ending ->
                    ending.with(end(known, NamedExecutions.id(ending.row()), ending.status())))
            .toList(),
        Map.copyOf(known));
  }

  /** Applies a newer heartbeat: executions that it no longer lists have ended. */
  EndedExecutions compared(WorkerView before, WorkerView after, Instant now) {
    var running = new HashSet<UUID>();
    after
        .processes()
        .forEach(
            process ->
                NamedExecutions.in(process).forEach(r -> running.add(NamedExecutions.id(r))));
    var next = new ArrayList<>(shown);
    next.removeIf(ending -> running.contains(NamedExecutions.id(ending.row()))); // it runs again
    for (var process : before.processes()) {
      var ended =
          NamedExecutions.in(process)
              .filter(r -> !running.contains(NamedExecutions.id(r)))
              .toList();
      if (ended.size() + justEnded(before.workerId(), process, now) <= MAX_PER_SECOND) {
        ended.forEach(row -> next.add(ending(before.workerId(), process, row, now)));
      }
    }
    return new EndedExecutions(List.copyOf(next), outcomes);
  }

  private EndedExecution ending(
      String worker, WorkerView.ProcessState process, WorkerView.Running row, Instant now) {
    var status = end(outcomes, NamedExecutions.id(row), EndedExecution.UNKNOWN);
    return new EndedExecution(worker, process.generation(), row, status, now);
  }

  private long justEnded(String worker, WorkerView.ProcessState process, Instant now) {
    return shown.stream()
        .filter(e -> e.workerId().equals(worker) && e.generation() == process.generation())
        .filter(e -> e.at().plusSeconds(1).isAfter(now))
        .count();
  }

  private static String end(Map<UUID, Outcome> known, UUID execution, String otherwise) {
    var outcome = known.get(execution);
    return outcome == null ? otherwise : outcome.status();
  }

  /**
   * An execution that has left its process, shown there for a moment with its outcome.
   *
   * @param status SUCCESS, FAILED, TIMEOUT, CANCELLED or BLOCKED; ENDED while the outcome is
   *     unknown
   */
  public record EndedExecution(
      String workerId, long generation, WorkerView.Running row, String status, Instant at) {

    static final String UNKNOWN = "ENDED";

    /** Time for which the row stays, with its outcome. */
    static final Duration SHOWN = Duration.ofMillis(1_500);

    boolean shownAt(Instant now) {
      return now.isBefore(at.plus(SHOWN));
    }

    EndedExecution with(String end) {
      return new EndedExecution(workerId, generation, row, end, at);
    }
  }
}
