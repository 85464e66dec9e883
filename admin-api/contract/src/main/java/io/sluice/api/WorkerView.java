package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The latest heartbeat of a worker.
 *
 * @param type always {@code worker_heartbeat}
 * @param queue the same for every worker; absent in the live stream, which sends it once
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkerView(
    String type,
    String workerId,
    Instant timestamp,
    String hostname,
    String version,
    Instant startedAt,
    String status,
    @Nullable String statusReason,
    String executionModel,
    List<ProcessState> processes,
    @Nullable Queue queue,
    Claims claims) {

  /** Returns this heartbeat with other processes and another queue. */
  public WorkerView with(List<ProcessState> others, @Nullable Queue otherQueue) {
    return new WorkerView(
        type,
        workerId,
        timestamp,
        hostname,
        version,
        startedAt,
        status,
        statusReason,
        executionModel,
        others,
        otherQueue,
        claims);
  }

  /**
   * A process of the worker.
   *
   * @param waitingFor healthy executions that must end before a draining process exits
   * @param jobsProcessed executions that ended in this process
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ProcessState(
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
      List<Running> executions) {

    /** Returns this process with other executions. */
    public ProcessState withExecutions(List<Running> others) {
      return new ProcessState(
          pid,
          generation,
          state,
          stateSince,
          executionModel,
          memoryMb,
          memoryLimitMb,
          cpuPercent,
          uptimeSeconds,
          jobsProcessed,
          drainingSince,
          waitingFor,
          others);
    }
  }

  /**
   * An execution in a process. If the caller may not see its organization, ids, name and progress
   * are absent and {@code redacted} is true.
   *
   * @param status RUNNING, COMPLETING (cancelled, within the grace period) or STUCK
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Running(
      @Nullable UUID executionId,
      @Nullable UUID workflowId,
      @Nullable String workflowName,
      String status,
      Instant startedAt,
      double elapsedSeconds,
      @Nullable Instant cancelRequestedAt,
      ExecutionDetail.@Nullable Progress progress,
      @Nullable Boolean redacted) {

    /** Returns this execution without ids, name and progress. */
    public Running unnamed() {
      return new Running(
          null, null, null, status, startedAt, elapsedSeconds, cancelRequestedAt, null, true);
    }
  }

  /**
   * The waiting executions.
   *
   * @param depth number of executions that wait and may run
   * @param items the first 20
   */
  public record Queue(long depth, double oldestSeconds, List<QueueView.Item> items) {}

  /**
   * Capacity of the worker for further executions.
   *
   * @param saturated true if the limit of processes reduces the capacity
   */
  public record Claims(int freeSlots, boolean saturated) {}
}
