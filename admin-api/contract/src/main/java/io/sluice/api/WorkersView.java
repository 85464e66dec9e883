package io.sluice.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All registered workers. */
public record WorkersView(List<Worker> workers) {

  /**
   * A registered worker.
   *
   * @param status ready, not_ready or draining
   * @param statusReason missing condition in words
   * @param processes number of its processes
   */
  public record Worker(
      String workerId,
      String hostname,
      String version,
      Instant startedAt,
      String status,
      @Nullable String statusReason,
      Instant lastHeartbeat,
      int processes,
      int activeExecutions,
      int slots,
      int freeSlots,
      String executionModel) {}
}
