package io.sluice.diagnostics.worker;

import io.sluice.api.WorkerView;
import io.sluice.diagnostics.live.NamedExecutions;
import io.sluice.diagnostics.live.FleetSnapshot;
import java.util.HashMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A process before an order: what runs in it as the live stream tells it, which knows more than the
 * worker's latest heartbeat, and names only where admin-api gives them to this very person. A
 * stream that does not name all knows no more than the heartbeat.
 */
final class ProcessCount {

  private ProcessCount() {}

  static WorkerView.ProcessState of(
      WorkerView worker, WorkerView.ProcessState process, FleetSnapshot picture) {
    var live = inPicture(worker, process, picture);
    if (live == null || !live.executions().stream().allMatch(NamedExecutions::is)) {
      return process;
    }
    var named = new HashMap<@Nullable UUID, WorkerView.Running>();
    process.executions().forEach(row -> named.put(row.executionId(), row));
    return process.withExecutions(
        live.executions().stream()
            .map(row -> named.getOrDefault(row.executionId(), row.unnamed()))
            .toList());
  }

  /** Null when admin-api has heard of the worker later than this instance. */
  private static WorkerView.@Nullable ProcessState inPicture(
      WorkerView worker, WorkerView.ProcessState process, FleetSnapshot picture) {
    var seen = picture.workers().get(worker.workerId());
    if (seen == null || seen.view().timestamp().isBefore(worker.timestamp())) {
      return null;
    }
    return seen.view().processes().stream()
        .filter(each -> each.generation() == process.generation())
        .findFirst()
        .orElse(null);
  }
}
