package io.sluice.registration;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * State of a worker, sent at every heartbeat and at once after a change.
 *
 * @param status {@code ready}, {@code not_ready} or {@code draining}
 * @param statusReason reason for the status; absent if ready
 */
public record WorkerHeartbeat(
    String workerId,
    String hostname,
    String version,
    Instant startedAt,
    Instant timestamp,
    String status,
    @Nullable String statusReason,
    String executionModel,
    int slots,
    int freeSlots,
    boolean saturated,
    List<ProcessView> processes) {

  /**
   * One process of the worker.
   *
   * @param waitingFor number of healthy executions that a draining process waits for
   * @param jobsProcessed number of executions that ended in it
   */
  public record ProcessView(
      long pid,
      long generation,
      String state,
      Instant stateSince,
      String executionModel,
      long memoryMb,
      long memoryLimitMb,
      double cpuPercent,
      long uptimeSeconds,
      long jobsProcessed,
      @Nullable Instant drainingSince,
      int waitingFor,
      List<ExecutionView> executions) {}

  /**
   * One execution in a process.
   *
   * @param status RUNNING, COMPLETING (told to stop, within grace) or STUCK
   */
  public record ExecutionView(
      String executionId,
      String workflowId,
      String workflowName,
      String status,
      Instant startedAt,
      double elapsedSeconds,
      @Nullable Instant cancelRequestedAt,
      @Nullable ProgressView progress) {}

  /**
   * Last reported progress of the workflow.
   *
   * @param percent 0 to 100
   */
  public record ProgressView(@Nullable Double percent, @Nullable String message) {}
}
