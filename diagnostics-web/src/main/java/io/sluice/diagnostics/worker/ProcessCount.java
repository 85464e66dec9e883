package io.sluice.diagnostics.worker;

import io.sluice.api.WorkerView;
import io.sluice.diagnostics.live.FleetSnapshot;
import io.sluice.diagnostics.live.NamedExecutions;
import java.util.HashMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The executions of a process before a command. The live stream is newer than the worker's latest
 * heartbeat, but names executions only for people who may see all organizations; for others the
 * heartbeat counts.
 */
final class ProcessCount {

  private ProcessCount() {}

  static WorkerView.ProcessState of(
      WorkerView worker, WorkerView.ProcessState process, FleetSnapshot snapshot) {
    var live = inPicture(worker, process, snapshot);
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

  /**
   * The process in the snapshot; null if admin-api has newer data of the worker than this instance.
   */
  private static WorkerView.@Nullable ProcessState inPicture(
      WorkerView worker, WorkerView.ProcessState process, FleetSnapshot snapshot) {
    var seen = snapshot.workers().get(worker.workerId());
    if (seen == null || seen.view().timestamp().isBefore(worker.timestamp())) {
      return null;
    }
    return seen.view().processes().stream()
        .filter(each -> each.generation() == process.generation())
        .findFirst()
        .orElse(null);
  }
}
