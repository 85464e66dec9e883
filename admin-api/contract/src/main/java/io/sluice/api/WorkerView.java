package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The latest heartbeat of one worker.
 *
 * @param type always {@code worker_heartbeat}
 * @param queue the same for every worker; absent in the live stream, which tells it once
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

  /** The same one, with another look at its processes and at the queue. */
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
   * One process of the worker.
   *
   * @param waitingFor healthy executions that a draining process waits for
   * @param jobsProcessed executions that ended in it
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

    /** The same one, but for its executions. */
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
   * One execution in a process. Of one that belongs to an organization which the caller does not
   * see, ids, name and progress are absent and {@code redacted} is true.
   *
   * @param status RUNNING, COMPLETING (told to stop, within grace) or STUCK
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

    /** The same for who may not see which one it is. */
    public Running unnamed() {
      return new Running(
          null, null, null, status, startedAt, elapsedSeconds, cancelRequestedAt, null, true);
    }
  }

  /**
   * What waits in the queue.
   *
   * @param depth all that waits and may run
   * @param items the first 20
   */
  public record Queue(long depth, double oldestSeconds, List<QueueView.Item> items) {}

  /**
   * What the worker may still claim.
   *
   * @param saturated the bound on processes holds something back
   */
  public record Claims(int freeSlots, boolean saturated) {}
}
