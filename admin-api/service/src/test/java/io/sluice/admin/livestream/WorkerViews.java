package io.sluice.admin.livestream;

import io.sluice.api.ExecutionDetail;
import io.sluice.api.ExecutionStatus;
import io.sluice.api.LiveEvent;
import io.sluice.api.WorkerView;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes worker views for tests. */
public final class WorkerViews {

  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  static final WorkerView.Queue EMPTY_QUEUE = new WorkerView.Queue(0, 0, List.of());

  private WorkerViews() {}

  static Map<String, WorkerView> workers(String... ids) {
    return Arrays.stream(ids).map(id -> worker(id, 0)).collect(byId());
  }

  static Map<String, WorkerView> of(WorkerView... workers) {
    return Arrays.stream(workers).collect(byId());
  }

  /** Makes a worker; heartbeats differ in the number of free slots. */
  static WorkerView worker(String id, int beat, WorkerView.Running... running) {
    var process =
        new WorkerView.ProcessState(
            1, 1, "ACTIVE", NOW, "thread", 1, 2, 0, 0, 0, null, 0, List.of(running));
    return new WorkerView(
        "worker_heartbeat",
        id,
        NOW.plusSeconds(beat),
        "host-of-" + id,
        "0.1",
        NOW,
        "ready",
        null,
        "thread",
        List.of(process),
        null,
        new WorkerView.Claims(beat, false));
  }

  static WorkerView.Running running(UUID execution, ExecutionDetail.@Nullable Progress progress) {
    return new WorkerView.Running(
        execution, UUID.randomUUID(), "echo", "RUNNING", NOW, 1, null, progress, null);
  }

  static LiveEvent changed() {
    return changed(null);
  }

  static LiveEvent changed(@Nullable String organization) {
    return new LiveEvent.ExecutionChanged(
        UUID.randomUUID(),
        UUID.randomUUID(),
        "echo",
        organization,
        ExecutionStatus.RUNNING,
        null,
        null,
        null,
        NOW);
  }

  static LiveEvent notified(int number) {
    return new LiveEvent.Notified(Integer.toString(number), "title", "/link", NOW);
  }

  private static Collector<WorkerView, ?, Map<String, WorkerView>> byId() {
    return Collectors.toMap(WorkerView::workerId, each -> each);
  }
}
