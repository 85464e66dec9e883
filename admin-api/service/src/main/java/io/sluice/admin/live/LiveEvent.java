package io.sluice.admin.live;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** A change that the live stream tells, in the words of the API contract. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LiveEvent.WorkflowBlacklisted.class, name = "workflow_blacklisted"),
  @JsonSubTypes.Type(
      value = LiveEvent.WorkflowUnblacklisted.class,
      name = "workflow_unblacklisted"),
  @JsonSubTypes.Type(value = LiveEvent.Notified.class, name = "notification"),
})
public sealed interface LiveEvent {

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
