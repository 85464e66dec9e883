package io.sluice.diagnostics.live;

import io.sluice.api.ExecutionStatus;
import io.sluice.api.LiveEvent;
import io.sluice.api.LiveEvent.ExecutionChanged;
import io.sluice.api.QueueView;
import io.sluice.api.WorkerView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.UUID;

/**
 * Changes of executions within the last second, shown before the next heartbeat confirms them. An
 * event arrives at once, a heartbeat every 10 s, the queue's length every 2 s: until these include
 * a change, the event is shown. Immutable.
 *
 * @param latest by execution, in the order of arrival
 */
record OptimisticOverlay(SequencedMap<UUID, Told> latest) {

  static final OptimisticOverlay NONE = new OptimisticOverlay(new LinkedHashMap<>());

  /** A heartbeat that arrives later than this after an event was also sent after it. */
  private static final Duration NEWER = Duration.ofSeconds(1);

  private static final String ACTIVE = "ACTIVE";
  private static final String STUCK_ERROR = "ExecutionStuck";

  /** An event and its time of arrival. */
  record Told(ExecutionChanged event, Instant at) {

    /** True if its code no longer runs. A stuck execution has a final status and still runs. */
    private boolean ended() {
      return event.status().terminal() && !STUCK_ERROR.equals(event.errorType());
    }

    private boolean runs() {
      return event.status() == ExecutionStatus.RUNNING;
    }

    private boolean waits() {
      return !runs() && !event.status().terminal();
    }
  }

  /** Applies the events of a frame, and drops entries that the heartbeats include by now. */
  OptimisticOverlay applied(List<LiveEvent> events, Instant now) {
    var known = new LinkedHashMap<>(latest);
    known.values().removeIf(applied -> applied.at().plus(NEWER).isBefore(now));
    for (var event : events) {
      if (event instanceof ExecutionChanged changed) {
        known.putLast(changed.executionId(), new Told(changed, now));
      }
    }
    return new OptimisticOverlay(Collections.unmodifiableSequencedMap(known));
  }

  /** The queue without executions whose start or end was reported. */
  WorkerView.Queue in(WorkerView.Queue queue) {
    var items = queue.items().stream().filter(this::waits).toList();
    int fewer = queue.items().size() - items.size();
    return fewer == 0
        ? queue
        : new WorkerView.Queue(queue.depth() - fewer, queue.oldestSeconds(), items);
  }

  private boolean waits(QueueView.Item item) {
    var applied = latest.get(item.executionId());
    return applied == null || applied.waits();
  }

  /** The worker with executions whose start was reported, without those whose end was. */
  WorkerView in(WorkerView worker) {
    var next = worker;
    for (var process : worker.processes()) {
      next = with(next, process, process.executions().stream().filter(r -> !ended(r)).toList());
    }
    for (var applied : latest.values()) {
      if (applied.runs()) {
        next = withRow(next, applied.event());
      }
    }
    return next;
  }

  private boolean ended(WorkerView.Running row) {
    var applied = latest.get(row.executionId());
    return applied != null && applied.ended() && !WorkerLoad.isStuck(row);
  }

  /**
   * Adds a row only if the worker reports a free slot: under load some ends are not reported, and a
   * row must not outlive its execution by more than one heartbeat in one slot.
   */
  private static WorkerView withRow(WorkerView worker, ExecutionChanged began) {
    boolean known =
        worker.processes().stream()
            .flatMap(process -> process.executions().stream())
            .anyMatch(row -> began.executionId().equals(row.executionId()));
    if (known || !worker.workerId().equals(began.workerId()) || worker.claims().freeSlots() == 0) {
      return worker;
    }
    return worker.processes().stream()
        .filter(process -> process.state().equals(ACTIVE))
        .filter(process -> Objects.equals(process.pid(), began.pid()))
        .findFirst()
        .map(process -> with(worker, process, plus(process, row(began))))
        .orElse(worker);
  }

  private static List<WorkerView.Running> plus(
      WorkerView.ProcessState process, WorkerView.Running row) {
    var rows = new ArrayList<>(process.executions());
    rows.add(row);
    return List.copyOf(rows);
  }

  private static WorkerView.Running row(ExecutionChanged began) {
    return new WorkerView.Running(
        began.executionId(),
        began.workflowId(),
        began.workflowName(),
        began.status().name(),
        began.at(),
        0,
        null,
        null,
        null);
  }

  /** Replaces the executions of one process; the free slots of an ACTIVE one change accordingly. */
  private static WorkerView with(
      WorkerView worker, WorkerView.ProcessState process, List<WorkerView.Running> rows) {
    int fewer = process.executions().size() - rows.size();
    if (fewer == 0) {
      return worker;
    }
    var claims = worker.claims();
    int freed = process.state().equals(ACTIVE) ? fewer : 0;
    return new WorkerView(
        worker.type(),
        worker.workerId(),
        worker.timestamp(),
        worker.hostname(),
        worker.version(),
        worker.startedAt(),
        worker.status(),
        worker.statusReason(),
        worker.executionModel(),
        worker.processes().stream()
            .map(
                each ->
                    each.generation() == process.generation() ? each.withExecutions(rows) : each)
            .toList(),
        worker.queue(),
        new WorkerView.Claims(claims.freeSlots() + freed, claims.saturated()));
  }
}
