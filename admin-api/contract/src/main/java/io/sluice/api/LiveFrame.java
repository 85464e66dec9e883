package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message of {@code /ws/platform/workers}: first a snapshot, then deltas; at most four a second
 * (docs/live-stream.md).
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LiveFrame.Snapshot.class, name = "snapshot"),
  @JsonSubTypes.Type(value = LiveFrame.Delta.class, name = "delta"),
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface LiveFrame {

  /** Sequence number. The next delta has one more; after a gap the client requests a snapshot. */
  long seq();

  /**
   * The complete state.
   *
   * @param asOf time at which the registrations were last read
   * @param workers the latest heartbeat of each worker, without {@code queue}, which is the same
   *     for all
   * @param totals absent until something was counted
   * @param recent the latest events, oldest first, without those of single executions
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
   * The changes since the previous message; empty if nothing changed for five seconds.
   *
   * @param heartbeats the latest heartbeat of each worker that reported; it replaces the earlier
   *     one
   * @param events in the order in which they were observed
   * @param leftOut number of events that did not fit
   * @param queue absent if unchanged
   * @param totals absent if unchanged
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

  /**
   * Numbers of executions queued, started and finished since an instant, over all instances of
   * admin-api.
   *
   * @param since start of the counting: the first start, or the last loss of Redis
   * @param queued accepted, or put back to run again
   * @param started attempts that a process started
   * @param finished by status
   */
  public record LiveTotals(
      Instant since, long queued, long started, Map<ExecutionStatus, Long> finished) {}
}
