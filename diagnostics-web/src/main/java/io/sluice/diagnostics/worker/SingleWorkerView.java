package io.sluice.diagnostics.worker;

import io.sluice.diagnostics.live.FleetSnapshot;
import java.time.Instant;
import java.util.List;

/**
 * The page section of one worker.
 *
 * @param cards one card; empty if the worker is not registered
 */
record SingleWorkerView(long seq, boolean known, String id, List<WorkerCard> cards) {

  static SingleWorkerView of(FleetSnapshot snapshot, String id, Instant now) {
    var seen = snapshot.workers().get(id);
    return new SingleWorkerView(
        snapshot.seq(),
        snapshot.known(),
        id,
        seen == null
            ? List.of()
            : List.of(WorkerCard.of(seen, snapshot, snapshot.endings(now), now)));
  }
}
