package io.sluice.diagnostics.live;

import io.sluice.api.LiveEvent.ExecutionChanged;
import io.sluice.api.LiveEvent.WorkerOffline;
import io.sluice.api.LiveFrame;
import io.sluice.api.WorkerView;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All workers by their heartbeats and later events. Immutable.
 *
 * @param seen by id
 */
record WorkerSnapshots(
    SortedMap<String, FleetSnapshot.Seen> seen, EndedExecutions endings, OptimisticOverlay ahead) {

  static final WorkerSnapshots NONE =
      new WorkerSnapshots(
          Collections.emptySortedMap(), EndedExecutions.NONE, OptimisticOverlay.NONE);

  WorkerSnapshots took(List<WorkerView> all, Instant now) {
    var next = new TreeMap<String, FleetSnapshot.Seen>();
    for (var view : all) {
      var before = seen.get(view.workerId());
      boolean same = before != null && before.view().equals(view);
      next.put(view.workerId(), same ? before : new FleetSnapshot.Seen(view, now));
    }
    return new WorkerSnapshots(
        Collections.unmodifiableSortedMap(next), EndedExecutions.NONE, OptimisticOverlay.NONE);
  }

  WorkerSnapshots took(LiveFrame.Delta delta, Instant now) {
    var applied = ahead.applied(delta.events(), now);
    var ends = endings.applied(delta.events(), now);
    var next = new TreeMap<>(seen);
    for (var heard : changed(delta, now).values()) {
      var view = applied.in(heard.view());
      var before = next.put(view.workerId(), new FleetSnapshot.Seen(view, heard.heardAt()));
      ends = before == null ? ends : ends.compared(before.view(), view, now);
    }
    for (var event : delta.events()) {
      if (event instanceof WorkerOffline gone) {
        next.remove(gone.workerId());
      }
    }
    return new WorkerSnapshots(Collections.unmodifiableSortedMap(next), ends, applied);
  }

  /**
   * The workers that a delta changes: by a heartbeat, or by an event about one of their executions.
   */
  private HashMap<String, FleetSnapshot.Seen> changed(LiveFrame.Delta delta, Instant now) {
    var changed = new HashMap<String, FleetSnapshot.Seen>();
    for (var event : delta.events()) {
      var worker = event instanceof ExecutionChanged execution ? execution.workerId() : null;
      var known = worker == null ? null : seen.get(worker);
      if (known != null) {
        changed.put(known.view().workerId(), known);
      }
    }
    delta.heartbeats().forEach(v -> changed.put(v.workerId(), new FleetSnapshot.Seen(v, now)));
    return changed;
  }
}
