package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A change that the live stream tells. Times are those of the instance that saw it. */
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

  /** A worker has registered; its heartbeat comes with it. */
  record WorkerOnline(String workerId, String hostname, Instant at) implements LiveEvent {}

  /**
   * A worker said goodbye, or was not heard of for 30 s.
   *
   * @param lastHeartbeat by the worker's clock
   */
  record WorkerOffline(String workerId, Instant lastHeartbeat, Instant at) implements LiveEvent {}

  /**
   * A process went from one state to another.
   *
   * @param pid absent as long as it is not launched
   * @param from {@code none} for a new one
   * @param to {@code gone} for one that has ended
   * @param reason in words; absent when there is none but the course of its life
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
   * What one execution has become. Under load only some are told; the totals count all. Those of
   * organizations which the caller does not see are not told.
   *
   * @param status as it is in PostgreSQL when this is told
   * @param workerId where it runs or ran last
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
   * An execution did not stop {@code CANCEL_GRACE_SECONDS} after it was told to. Of one that
   * belongs to an organization which the caller does not see, ids, names and verdict are absent and
   * {@code redacted} is true.
   *
   * @param elapsedSeconds since its start
   * @param verdict in words
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

  /** A workflow may not run any more. */
  record WorkflowBlacklisted(
      String workflowId, String workflowName, String reason, boolean automatic, Instant at)
      implements LiveEvent {}

  /** A workflow may run again. */
  record WorkflowUnblacklisted(String workflowId, String workflowName, String by, Instant at)
      implements LiveEvent {}

  /** Administrators have something to read. */
  record Notified(String notificationId, String title, String link, Instant at)
      implements LiveEvent {}
}
