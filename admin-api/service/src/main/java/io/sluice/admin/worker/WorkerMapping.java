package io.sluice.admin.worker;

import io.sluice.api.ExecutionDetail;
import io.sluice.api.WorkerView;
import io.sluice.api.WorkersView;
import io.sluice.registration.WorkerHeartbeat;
import io.sluice.registration.WorkerHeartbeat.ExecutionView;
import io.sluice.registration.WorkerHeartbeat.ProcessView;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Maps heartbeats to records of the API. */
final class WorkerMapping {

  private WorkerMapping() {}

  static WorkersView.Worker summary(WorkerHeartbeat beat) {
    int active = beat.processes().stream().mapToInt(each -> each.executions().size()).sum();
    return new WorkersView.Worker(
        beat.workerId(),
        beat.hostname(),
        beat.version(),
        beat.startedAt(),
        beat.status(),
        beat.statusReason(),
        beat.timestamp(),
        beat.processes().size(),
        active,
        beat.slots(),
        beat.freeSlots(),
        beat.executionModel());
  }

  static WorkerView view(WorkerHeartbeat beat, WorkerView.@Nullable Queue queue) {
    return new WorkerView(
        "worker_heartbeat",
        beat.workerId(),
        beat.timestamp(),
        beat.hostname(),
        beat.version(),
        beat.startedAt(),
        beat.status(),
        beat.statusReason(),
        beat.executionModel(),
        beat.processes().stream().map(WorkerMapping::process).toList(),
        queue,
        new WorkerView.Claims(beat.freeSlots(), beat.saturated()));
  }

  private static WorkerView.ProcessState process(ProcessView process) {
    return new WorkerView.ProcessState(
        process.pid(),
        process.generation(),
        process.state(),
        process.stateSince(),
        process.executionModel(),
        process.memoryMb(),
        process.memoryLimitMb(),
        process.cpuPercent(),
        process.uptimeSeconds(),
        process.jobsProcessed(),
        process.drainingSince(),
        process.waitingFor(),
        process.executions().stream().map(WorkerMapping::running).toList());
  }

  private static WorkerView.Running running(ExecutionView running) {
    var said = running.progress();
    return new WorkerView.Running(
        UUID.fromString(running.executionId()),
        UUID.fromString(running.workflowId()),
        running.workflowName(),
        running.status(),
        running.startedAt(),
        running.elapsedSeconds(),
        running.cancelRequestedAt(),
        said == null ? null : new ExecutionDetail.Progress(said.percent(), said.message()),
        null);
  }
}
