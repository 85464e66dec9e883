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
 * What was told of executions in the last second. An event comes at once, a heartbeat every 10 s
 * and a look at the queue every 2 s: until they name what was told, it is shown as the event says.
 * Immutable.
 *
 * @param latest by execution, in the order in which they were told
 */
record OptimisticOverlay(SequencedMap<UUID, Told> latest) {

  static final OptimisticOverlay NONE = new OptimisticOverlay(new LinkedHashMap<>());

  /** A heartbeat that comes later than this after an event was sent after it, too. */
  private static final Duration NEWER = Duration.ofSeconds(1);

  private static final String ACTIVE = "ACTIVE";
  private static final String STUCK_ERROR = "ExecutionStuck";

  /** What an event said, and when it came. */
  record Told(ExecutionChanged event, Instant at) {

    /** Whether nothing of it runs any more. One that is stuck has a status, and runs on. */
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

  /** Takes what the events of a frame say, and forgets what is known otherwise by now. */
  OptimisticOverlay told(List<LiveEvent> events, Instant now) {
    var known = new LinkedHashMap<>(latest);
    known.values().removeIf(told -> told.at().plus(NEWER).isBefore(now));
    for (var event : events) {
      if (event instanceof ExecutionChanged changed) {
        known.putLast(changed.executionId(), new Told(changed, now));
      }
    }
    return new OptimisticOverlay(Collections.unmodifiableSequencedMap(known));
  }

  /** What waits, without what was told to have begun or ended. */
  WorkerView.Queue in(WorkerView.Queue queue) {
    var items = queue.items().stream().filter(this::waits).toList();
    int fewer = queue.items().size() - items.size();
    return fewer == 0
        ? queue
        : new WorkerView.Queue(queue.depth() - fewer, queue.oldestSeconds(), items);
  }

  private boolean waits(QueueView.Item item) {
    var told = latest.get(item.executionId());
    return told == null || told.waits();
  }

  /** A worker, with what was told to run in it and without what was told to have ended. */
  WorkerView in(WorkerView worker) {
    var next = worker;
    for (var process : worker.processes()) {
      next = with(next, process, process.executions().stream().filter(r -> !ended(r)).toList());
    }
    for (var told : latest.values()) {
      if (told.runs()) {
        next = withRow(next, told.event());
      }
    }
    return next;
  }

  private boolean ended(WorkerView.Running row) {
    var told = latest.get(row.executionId());
    return told != null && told.ended() && !WorkerLoad.isStuck(row);
  }

  /**
   * Only where there is room by the worker's own word: under load not every end is told, and a row
   * must not outlive its execution by more than one heartbeat in one slot.
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

  /** Another look at one process; a slot of an ACTIVE one is free or taken accordingly. */
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
