package io.sluice.diagnostics.live;

import io.sluice.api.ExecutionDetail;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.LiveEvent;
import io.sluice.api.LiveFrame;
import io.sluice.api.LiveFrame.LiveTotals;
import io.sluice.api.QueueView;
import io.sluice.api.WorkerView;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Builds frames and snapshots for tests. */
public final class FleetSnapshots {

  public static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  private FleetSnapshots() {}

  public static UUID id(int number) {
    return new UUID(0x0198c00000007000L, 0x8000000000000000L + number);
  }

  public static WorkerView.Running running(int number, String status, String workflow) {
    return new WorkerView.Running(
        id(number),
        id(0),
        workflow,
        status,
        NOON.minusSeconds(514),
        514,
        null,
        new ExecutionDetail.Progress(42.0, workflow),
        null);
  }

  /** An execution of an organization that the caller may not see. */
  public static WorkerView.Running foreign(String status) {
    return new WorkerView.Running(null, null, null, status, NOON, 0, null, null, true);
  }

  public static WorkerView.ProcessState process(
      long generation, String state, WorkerView.Running... executions) {
    return new WorkerView.ProcessState(
        4_000 + generation,
        generation,
        state,
        NOON.minusSeconds(60),
        "thread",
        412,
        512,
        12.5,
        3_600,
        17,
        state.equals("DRAINING") ? NOON.minusSeconds(60) : null,
        0,
        List.of(executions));
  }

  public static WorkerView worker(String id, WorkerView.ProcessState... processes) {
    return worker(id, NOON, List.of(processes));
  }

  public static WorkerView worker(
      String id, Instant timestamp, List<WorkerView.ProcessState> processes) {
    return new WorkerView(
        "worker_heartbeat",
        id,
        timestamp,
        "host-of-" + id,
        "1.0",
        NOON.minusSeconds(7_200),
        "READY",
        null,
        "thread",
        processes,
        null,
        new WorkerView.Claims(2, false));
  }

  public static WorkerView.Queue queue(int depth, String workflow) {
    var items =
        IntStream.range(0, Math.min(depth, 20))
            .mapToObj(
                number ->
                    new QueueView.Item(
                        id(10_000 + number),
                        id(0),
                        workflow,
                        workflow,
                        NOON.minusSeconds(90),
                        "normal",
                        "waiting_for_slot",
                        null))
            .toList();
    return new WorkerView.Queue(depth, depth == 0 ? 0 : 90, items);
  }

  public static LiveTotals totals(long queued, long started, long success, long failed) {
    return new LiveTotals(
        NOON.minusSeconds(86_400),
        queued,
        started,
        Map.of(ExecutionStatus.SUCCESS, success, ExecutionStatus.FAILED, failed));
  }

  public static LiveFrame.Snapshot snapshot(
      long seq, WorkerView.Queue queue, WorkerView... workers) {
    return new LiveFrame.Snapshot(
        seq, NOON, Arrays.asList(workers), queue, totals(0, 0, 0, 0), List.of());
  }

  public static LiveFrame.Delta delta(long seq, List<WorkerView> heartbeats, LiveEvent... events) {
    return new LiveFrame.Delta(seq, NOON, heartbeats, List.of(events), 0, null, null);
  }

  public static LiveEvent ended(int number, ExecutionStatus status) {
    return applied(number, status, null);
  }

  /** An event about an execution in the first process of the worker w. */
  public static LiveEvent applied(int number, ExecutionStatus status, @Nullable String errorType) {
    return new LiveEvent.ExecutionChanged(
        id(number), id(0), "import", "org", status, errorType, "w", 4_001L, NOON);
  }

  /** A snapshot of these, as of noon. */
  public static FleetSnapshot snapshot(WorkerView.Queue queue, WorkerView... workers) {
    return FleetSnapshot.blank(NOON).took(snapshot(7, queue, workers), NOON);
  }

  /** A snapshot before the first frame. */
  public static FleetSnapshot blank() {
    return FleetSnapshot.blank(NOON);
  }

  /** The snapshot after a frame, which must be the next one. */
  public static FleetSnapshot after(FleetSnapshot before, LiveFrame.Delta delta, Instant now) {
    @Nullable FleetSnapshot next = before.took(delta, now);
    if (next == null) {
      throw new AssertionError("a frame is missing before " + delta.seq());
    }
    return next;
  }
}
