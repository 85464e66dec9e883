package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code /ws/platform/workers} sends: a snapshot, then deltas; at most four frames a second
 * (api, the live stream).
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LiveFrame.Snapshot.class, name = "snapshot"),
  @JsonSubTypes.Type(value = LiveFrame.Delta.class, name = "delta"),
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface LiveFrame {

  /** The next delta has one more; after a gap ask for a snapshot. */
  long seq();

  /**
   * All that is known.
   *
   * @param asOf when the registrations were last seen
   * @param workers the latest heartbeat of each; without {@code queue}, which is the same for all
   * @param totals absent as long as nothing was counted
   * @param recent the latest events, oldest first, without single executions
   */
  record Snapshot(
      long seq,
      Instant asOf,
      List<WorkerView> workers,
      WorkerView.Queue queue,
      @Nullable LiveTotals totals,
      List<LiveEvent> recent)
      implements LiveFrame {}

  /**
   * What has changed since the frame before; empty when nothing has for five seconds.
   *
   * @param heartbeats the latest of each worker that was heard; replaces all that was known of it
   * @param events in the order in which they were seen
   * @param leftOut events that had no room
   * @param queue absent when it has not changed
   * @param totals absent when nothing was counted
   */
  record Delta(
      long seq,
      Instant asOf,
      List<WorkerView> heartbeats,
      List<LiveEvent> events,
      int leftOut,
      WorkerView.@Nullable Queue queue,
      @Nullable LiveTotals totals)
      implements LiveFrame {}
}
