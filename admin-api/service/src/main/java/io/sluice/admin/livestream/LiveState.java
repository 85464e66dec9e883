package io.sluice.admin.livestream;

import io.sluice.api.ExecutionDetail;
import io.sluice.api.LiveEvent;
import io.sluice.api.LiveFrame;
import io.sluice.api.LiveFrame.LiveTotals;
import io.sluice.api.WorkerView;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Live state of the system, and the changes since the last frame. The pollers write, the ticker
 * takes frames. Uses no clock and no I/O; guarded by its monitor.
 */
@Singleton
final class LiveState {

  static final int MAX_RECENT = 50;
  static final int MAX_EVENTS = 200;
  static final int MAX_EXECUTIONS = 50;

  private final Map<String, WorkerView> workers = new TreeMap<>();
  private final Deque<LiveEvent> recent = new ArrayDeque<>();
  private @Nullable Instant asOf;
  private WorkerView.@Nullable Queue queue;
  private @Nullable LiveTotals totals;
  private long seq;

  private final Map<String, WorkerView> heard = new LinkedHashMap<>();
  private final List<LiveEvent> events = new ArrayList<>();
  private int executions;
  private int leftOut;
  private boolean queueChanged;
  private boolean totalsChanged;

  /** Frames of one moment. A client that received all deltas knows the snapshot. */
  record Frames(LiveFrame.@Nullable Delta delta, LiveFrame.@Nullable Snapshot snapshot) {}

  /** Replaces all workers. A worker that is missing here has gone. */
  synchronized void registered(Map<String, WorkerView> all, Instant at) {
    polled(List.copyOf(workers.keySet()), all, at);
    asOf = at;
  }

  /**
   * Updates some workers. A worker that was requested and not found has gone.
   *
   * @param found may contain more workers than were requested
   */
  synchronized void polled(Collection<String> asked, Map<String, WorkerView> found, Instant at) {
    asked.stream().filter(id -> !found.containsKey(id)).forEach(id -> gone(id, at));
    found.values().forEach(worker -> seen(worker, at));
  }

  private void seen(WorkerView worker, Instant at) {
    WorkerView before = workers.put(worker.workerId(), worker);
    // The first poll finds workers that were registered before: no event.
    if (before == null && asOf != null) {
      add(new LiveEvent.WorkerOnline(worker.workerId(), worker.hostname(), at));
    }
    if (!worker.equals(before)) {
      heard.put(worker.workerId(), worker);
    }
  }

  private void gone(String worker, Instant at) {
    WorkerView last = workers.remove(worker);
    if (last != null) {
      heard.remove(worker);
      add(new LiveEvent.WorkerOffline(worker, last.timestamp(), at));
    }
  }

  /** Adds an event to the next frame. Events of single executions are limited. */
  synchronized void add(LiveEvent event) {
    boolean ofExecution = event instanceof LiveEvent.ExecutionChanged;
    if (!ofExecution) {
      recent.addLast(event);
      if (recent.size() > MAX_RECENT) {
        recent.removeFirst();
      }
    }
    if (events.size() >= MAX_EVENTS || (ofExecution && executions >= MAX_EXECUTIONS)) {
      leftOut++;
    } else {
      events.add(event);
      executions += ofExecution ? 1 : 0;
    }
  }

  synchronized void queue(WorkerView.Queue now) {
    queueChanged |= !now.equals(queue);
    queue = now;
  }

  /** Drops the queue, which is not polled without clients and becomes stale. */
  synchronized void forgetQueue() {
    queue = null;
  }

  synchronized void totals(@Nullable LiveTotals now) {
    totalsChanged |= now != null && !now.equals(totals);
    totals = now;
  }

  /** Returns true if a worker is known. */
  synchronized boolean anyWorker() {
    return !workers.isEmpty();
  }

  /** Returns the progress of a running execution in its worker's latest heartbeat. */
  synchronized ExecutionDetail.@Nullable Progress progress(String worker, UUID execution) {
    WorkerView known = workers.get(worker);
    if (known == null) {
      return null;
    }
    for (WorkerView.ProcessState process : known.processes()) {
      for (WorkerView.Running running : process.executions()) {
        if (execution.equals(running.executionId())) {
          return running.progress();
        }
      }
    }
    return null;
  }

  /**
   * Takes the frames to be sent now.
   *
   * @param evenIfUnchanged true if a delta is due although nothing has changed
   */
  synchronized Frames takeFrames(boolean evenIfUnchanged) {
    Instant seenAt = asOf;
    if (seenAt == null) {
      return new Frames(null, null);
    }
    boolean news = !heard.isEmpty() || !events.isEmpty() || queueChanged || totalsChanged;
    LiveFrame.Delta delta = news || evenIfUnchanged ? delta(seenAt) : null;
    LiveFrame.Snapshot snapshot =
        queue == null
            ? null
            : new LiveFrame.Snapshot(
                seq, seenAt, List.copyOf(workers.values()), queue, totals, List.copyOf(recent));
    return new Frames(delta, snapshot);
  }

  private LiveFrame.Delta delta(Instant seenAt) {
    seq++;
    var delta =
        new LiveFrame.Delta(
            seq,
            seenAt,
            List.copyOf(heard.values()),
            List.copyOf(events),
            leftOut,
            queueChanged ? queue : null,
            totalsChanged ? totals : null);
    heard.clear();
    events.clear();
    executions = 0;
    leftOut = 0;
    queueChanged = false;
    totalsChanged = false;
    return delta;
  }
}
