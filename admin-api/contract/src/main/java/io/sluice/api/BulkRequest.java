package io.sluice.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order for all executions that a filter fits.
 *
 * @param action {@code cancel} or {@code retry}
 * @param filter which ones; at least one of its fields
 * @param reason why, for the audit
 */
public record BulkRequest(
    @Nullable String action, @Nullable Filter filter, @Nullable String reason) {

  /** The filters of the list of executions; accepted before the order at the latest. */
  public record Filter(
      @Nullable String status,
      @Nullable String workflow,
      @Nullable String errorType,
      @Nullable String workerId,
      @Nullable String organization,
      @Nullable String label,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable String q) {}
}
