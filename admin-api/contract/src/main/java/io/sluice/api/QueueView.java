package io.sluice.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What waits, in the order it is offered to workers.
 *
 * @param oldestSeconds how long the oldest has waited; 0 when nothing waits
 */
public record QueueView(long total, double oldestSeconds, List<Item> items) {

  /**
   * One execution that waits.
   *
   * @param waitingReason not_in_queue_yet, exclusive, alive_attempt, no_worker or waiting_for_slot
   */
  public record Item(
      UUID executionId,
      UUID workflowId,
      String workflowName,
      @Nullable String organizationName,
      Instant queuedAt,
      String priority,
      String waitingReason) {}
}
