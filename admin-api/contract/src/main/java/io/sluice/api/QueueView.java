package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Waiting executions, in the order in which they are offered to workers.
 *
 * @param oldestSeconds waiting time of the oldest one; 0 if none waits
 */
public record QueueView(long total, double oldestSeconds, List<Item> items) {

  /**
   * A waiting execution. If the caller may not see its organization, ids and names are null and
   * {@code redacted} is true.
   *
   * @param waitingReason not_in_queue_yet, exclusive, alive_attempt, no_worker or waiting_for_slot
   */
  public record Item(
      @Nullable UUID executionId,
      @Nullable UUID workflowId,
      @Nullable String workflowName,
      @Nullable String organizationName,
      Instant queuedAt,
      String priority,
      String waitingReason,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean redacted) {

    /** Returns this item without ids and names. */
    public Item unnamed() {
      return new Item(null, null, null, null, queuedAt, priority, waitingReason, true);
    }
  }
}
