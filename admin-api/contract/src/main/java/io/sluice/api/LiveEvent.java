package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A change that the live stream reports. Times are those of the instance that observed it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LiveEvent.WorkerOnline.class, name = "worker_online"),
  @JsonSubTypes.Type(value = LiveEvent.WorkerOffline.class, name = "worker_offline"),
  @JsonSubTypes.Type(value = LiveEvent.ProcessStateChanged.class, name = "process_state_changed"),
  @JsonSubTypes.Type(value = LiveEvent.ExecutionChanged.class, name = "execution_status"),
  @JsonSubTypes.Type(value = LiveEvent.ExecutionStuck.class, name = "execution_stuck"),
  @JsonSubTypes.Type(value = LiveEvent.WorkflowBlacklisted.class, name = "workflow_blacklisted"),
  @JsonSubTypes.Type(
      value = LiveEvent.WorkflowUnblacklisted.class,
      name = "workflow_unblacklisted"),
  @JsonSubTypes.Type(value = LiveEvent.Notified.class, name = "notification"),
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface LiveEvent {

  /** A worker has registered. Its heartbeat is in the same message. */
  record WorkerOnline(String workerId, String hostname, Instant at) implements LiveEvent {}

  /**
   * A worker signed off, or sent no heartbeat for 30 s.
   *
   * @param lastHeartbeat by the worker's clock
   */
  record WorkerOffline(String workerId, Instant lastHeartbeat, Instant at) implements LiveEvent {}

  /**
   * A process changed its state.
   *
   * @param pid absent until the process is launched
   * @param from {@code none} for a new process
   * @param to {@code gone} for a process that has ended
   * @param reason in words; absent for a regular transition
   */
  record ProcessStateChanged(
      String workerId,
      @Nullable Long pid,
      long generation,
      String from,
      String to,
      @Nullable String reason,
      Instant at)
      implements LiveEvent {}

  /**
   * An execution changed its status. Under load only some changes are reported; the totals count
   * all. Changes in organizations that the caller may not see are not reported.
   *
   * @param status status in PostgreSQL when the event was made
   * @param workerId worker that runs or last ran it
   */
  record ExecutionChanged(
      UUID executionId,
      UUID workflowId,
      String workflowName,
      @Nullable String organization,
      ExecutionStatus status,
      @Nullable String errorType,
      @Nullable String workerId,
      @Nullable Long pid,
      Instant at)
      implements LiveEvent {}

  /**
   * An execution did not stop within {@code CANCEL_GRACE_SECONDS} after its cancellation. If the
   * caller may not see its organization, ids, names and verdict are absent and {@code redacted} is
   * true.
   *
   * @param elapsedSeconds since its start
   * @param verdict cause in words
   */
  record ExecutionStuck(
      @Nullable UUID executionId,
      @Nullable UUID workflowId,
      @Nullable String workflowName,
      @Nullable String organization,
      String workerId,
      long pid,
      double elapsedSeconds,
      @Nullable String verdict,
      Instant at,
      @Nullable Boolean redacted)
      implements LiveEvent {}

  /** A workflow was put on the blacklist. */
  record WorkflowBlacklisted(
      String workflowId, String workflowName, String reason, boolean automatic, Instant at)
      implements LiveEvent {}

  /** A workflow was removed from the blacklist. */
  record WorkflowUnblacklisted(String workflowId, String workflowName, String by, Instant at)
      implements LiveEvent {}

  /** A notification was written. */
  record Notified(String notificationId, String title, String link, Instant at)
      implements LiveEvent {}
}
