package io.sluice.admin.stream;

import io.sluice.api.ExecutionDetail;
import io.sluice.api.LiveEvent;
import io.sluice.api.LiveFrame;
import io.sluice.api.LiveTotals;
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
 * What is known of the system, and what of it no frame has told yet: the looks write here, the
 * ticker cuts frames from it. Knows no clock and does no I/O; guarded by its monitor.
 */
@Singleton
final class Board {

  static final int MOST_RECENT = 50;
  static final int MOST_EVENTS = 200;
  static final int MOST_EXECUTIONS = 50;

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
  private boolean queueUntold;
  private boolean totalsUntold;

  /** The frames of one moment: the snapshot is what a client knows that got all deltas. */
  record Cut(LiveFrame.@Nullable Delta delta, LiveFrame.@Nullable Snapshot snapshot) {}

  /** Everybody who is registered: who is not among them is gone. */
  synchronized void registered(Map<String, WorkerView> all, Instant at) {
    looked(List.copyOf(workers.keySet()), all, at);
    asOf = at;
  }

  /**
   * Some were looked at: those who were not found are gone.
   *
   * @param found may have more than were asked for
   */
  synchronized void looked(Collection<String> asked, Map<String, WorkerView> found, Instant at) {
    asked.stream().filter(id -> !found.containsKey(id)).forEach(id -> gone(id, at));
    found.values().forEach(worker -> seen(worker, at));
  }

  private void seen(WorkerView worker, Instant at) {
    WorkerView before = workers.put(worker.workerId(), worker);
    // At the first look nobody has come: they were there.
    if (before == null && asOf != null) {
      tell(new LiveEvent.WorkerOnline(worker.workerId(), worker.hostname(), at));
    }
    if (!worker.equals(before)) {
      heard.put(worker.workerId(), worker);
    }
  }

  private void gone(String worker, Instant at) {
    WorkerView last = workers.remove(worker);
    if (last != null) {
      heard.remove(worker);
      tell(new LiveEvent.WorkerOffline(worker, last.timestamp(), at));
    }
  }

  /** Takes an event for the next frame; single executions only as far as there is room. */
  synchronized void tell(LiveEvent event) {
    boolean ofExecution = event instanceof LiveEvent.ExecutionChanged;
    if (!ofExecution) {
      recent.addLast(event);
      if (recent.size() > MOST_RECENT) {
        recent.removeFirst();
      }
    }
    if (events.size() >= MOST_EVENTS || (ofExecution && executions >= MOST_EXECUTIONS)) {
      leftOut++;
    } else {
      events.add(event);
      executions += ofExecution ? 1 : 0;
    }
  }

  synchronized void queue(WorkerView.Queue now) {
    queueUntold |= !now.equals(queue);
    queue = now;
  }

  /** Nobody watches, so that nobody looks: what is known grows old. */
  synchronized void forgetQueue() {
    queue = null;
  }

  synchronized void totals(@Nullable LiveTotals now) {
    totalsUntold |= now != null && !now.equals(totals);
    totals = now;
  }

  /** Whether any worker is known. */
  synchronized boolean anyWorker() {
    return !workers.isEmpty();
  }

  /** How far a running execution says it is, by its worker's latest heartbeat. */
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
   * What is to be sent now.
   *
   * @param alsoNothing whether a delta comes even when nothing has changed
   */
  synchronized Cut cut(boolean alsoNothing) {
    Instant seenAt = asOf;
    if (seenAt == null) {
      return new Cut(null, null);
    }
    boolean news = !heard.isEmpty() || !events.isEmpty() || queueUntold || totalsUntold;
    LiveFrame.Delta delta = news || alsoNothing ? delta(seenAt) : null;
    LiveFrame.Snapshot snapshot =
        queue == null
            ? null
            : new LiveFrame.Snapshot(
                seq, seenAt, List.copyOf(workers.values()), queue, totals, List.copyOf(recent));
    return new Cut(delta, snapshot);
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
            queueUntold ? queue : null,
            totalsUntold ? totals : null);
    heard.clear();
    events.clear();
    executions = 0;
    leftOut = 0;
    queueUntold = false;
    totalsUntold = false;
    return delta;
  }
}
