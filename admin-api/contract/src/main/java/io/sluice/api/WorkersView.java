package io.sluice.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every registered worker. */
public record WorkersView(List<Worker> workers) {

  /**
   * One worker.
   *
   * @param status ready, not_ready or draining
   * @param statusReason what is missing, in words
   * @param processes how many processes it has
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
