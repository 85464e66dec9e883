package io.sluice.diagnostics.live;

import io.quarkus.security.identity.SecurityIdentity;
import io.sluice.api.QueueView;
import io.sluice.api.WorkerView;
import io.sluice.diagnostics.live.FleetSnapshot.Seen;
import io.sluice.diagnostics.session.Person;
import java.util.Collections;
import java.util.TreeMap;

/**
 * Says whether a person's live sections name executions. The one stream of this instance covers all
 * organizations without naming them, so people who may not see all organizations get counts only
 * (docs/security.md). Pure.
 */
enum NameVisibility {
  SHOWN,
  HIDDEN;

  static NameVisibility of(SecurityIdentity identity) {
    return Person.seesAll(identity) ? SHOWN : HIDDEN;
  }

  FleetSnapshot in(FleetSnapshot snapshot) {
    return switch (this) {
      case SHOWN -> snapshot;
      case HIDDEN -> hidden(snapshot);
    };
  }

  private static FleetSnapshot hidden(FleetSnapshot snapshot) {
    var workers = new TreeMap<String, Seen>();
    snapshot
        .workers()
        .forEach((id, seen) -> workers.put(id, new Seen(hidden(seen.view()), seen.heardAt())));
    var queue = snapshot.queue();
    return snapshot.with(
        new WorkerSnapshots(
            Collections.unmodifiableSortedMap(workers),
            EndedExecutions.NONE,
            OptimisticOverlay.NONE),
        new WorkerView.Queue(
            queue.depth(),
            queue.oldestSeconds(),
            queue.items().stream().map(QueueView.Item::unnamed).toList()));
  }

  private static WorkerView hidden(WorkerView worker) {
    return worker.with(
        worker.processes().stream()
            .map(
                process ->
                    process.withExecutions(
                        process.executions().stream().map(WorkerView.Running::unnamed).toList()))
            .toList(),
        null);
  }
}
