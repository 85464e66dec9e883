package io.sluice.registration;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a worker says about itself, at every heartbeat and at once on a change of state (api,
 * heartbeat).
 *
 * @param status {@code ready}, {@code not_ready} or {@code draining}
 * @param statusReason what is missing, in words; absent when ready
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
   * @param waitingFor healthy executions that a draining process waits for
   * @param jobsProcessed executions that ended in it
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
   * What the workflow last said about its progress.
   *
   * @param percent 0 to 100
   */
  public record ProgressView(@Nullable Double percent, @Nullable String message) {}
}
