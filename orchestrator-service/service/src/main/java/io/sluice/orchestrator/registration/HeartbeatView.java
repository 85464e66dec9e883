package io.sluice.orchestrator.registration;

import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.Fleet;
import io.sluice.orchestrator.fleet.FleetProcess;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.fleet.ProcessStateName;
import io.sluice.orchestrator.slots.Assignment;
import io.sluice.orchestrator.slots.Assignment.Phase;
import io.sluice.orchestrator.supervision.Processes;
import io.sluice.protocol.Stats;
import io.sluice.registration.WorkerHeartbeat.ExecutionView;
import io.sluice.registration.WorkerHeartbeat.ProcessView;
import io.sluice.registration.WorkerHeartbeat.ProgressView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Converts processes and executions to their form in a heartbeat. Pure. */
public final class HeartbeatView {
  private static final long MIB = 1024 * 1024;

  private HeartbeatView() {}

  /**
   * Returns all processes, oldest first.
   *
   * @param memoryLimitMb memory limit of one process of a model
   */
  public static List<ProcessView> processes(
      Fleet fleet,
      Processes processes,
      List<Assignment> assigned,
      ToIntFunction<ExecutionModel> memoryLimitMb,
      Instant now) {
    return fleet.processes().entrySet().stream()
        .map(
            entry ->
                process(
                    entry.getKey(),
                    entry.getValue(),
                    processes.find(entry.getKey()),
                    assigned.stream().filter(a -> a.generation().equals(entry.getKey())).toList(),
                    memoryLimitMb.applyAsInt(entry.getValue().model()),
                    now))
        .toList();
  }

  private static ProcessView process(
      Generation generation,
      FleetProcess member,
      Optional<Processes.Entry> entry,
      List<Assignment> executions,
      int memoryLimitMb,
      Instant now) {
    ProcessStateName state = member.state().name();
    boolean draining = state.isLeaving();
    Stats stats = entry.map(Processes.Entry::stats).orElse(null);
    return new ProcessView(
        entry.map(e -> e.process().pid()).orElse(0L),
        generation.number(),
        state.name(),
        member.since(),
        member.model().label(),
        stats == null ? 0 : stats.getRssBytes() / MIB,
        memoryLimitMb,
        entry.map(Processes.Entry::cpuPercent).orElse(0.0),
        entry.map(e -> Duration.between(e.launchedAt(), now).toSeconds()).orElse(0L),
        entry.map(Processes.Entry::ended).orElse(0L),
        draining ? member.since() : null,
        draining ? (int) executions.stream().filter(a -> a.phase() != Phase.STUCK).count() : 0,
        executions.stream().map(a -> execution(a, now)).toList());
  }

  private static ExecutionView execution(Assignment assignment, Instant now) {
    var execution = assignment.execution();
    Instant stopRequested = stopRequested(assignment, now);
    Phase phase = assignment.phase();
    return new ExecutionView(
        execution.attempt().executionId(),
        execution.body().workflowId(),
        execution.body().workflowName(),
        (phase == Phase.RUNNING && stopRequested != null ? Phase.COMPLETING : phase).name(),
        assignment.startedAt(),
        Duration.between(assignment.startedAt(), now).toMillis() / 1e3,
        stopRequested,
        progress(assignment.progress()));
  }

  /**
   * Returns the time of the request to stop. The process applies the deadline itself, without a
   * message.
   */
  private static @Nullable Instant stopRequested(Assignment assignment, Instant now) {
    Long timeoutMs = assignment.execution().body().timeoutMs();
    Instant cancelled = assignment.cancelRequestedAt();
    if (cancelled != null || timeoutMs == null) {
      return cancelled;
    }
    Instant deadline = assignment.startedAt().plusMillis(timeoutMs);
    return deadline.isAfter(now) ? null : deadline;
  }

  private static @Nullable ProgressView progress(Assignment.@Nullable Progress progress) {
    return progress == null ? null : new ProgressView(progress.percent(), progress.message());
  }
}
