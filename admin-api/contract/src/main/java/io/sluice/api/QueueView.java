package io.sluice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
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
   * One execution that waits. Of one that belongs to an organization which the caller does not see,
   * ids and names are null and {@code redacted} is true.
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

    /** The same for who may not see which one it is. */
    public Item unnamed() {
      return new Item(null, null, null, null, queuedAt, priority, waitingReason, true);
    }
  }
}
