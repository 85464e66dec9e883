package io.sluice.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Requests an operation on all executions that match a filter.
 *
 * @param action {@code cancel} or {@code retry}
 * @param filter selects the executions; at least one field is required
 * @param reason recorded in the audit
 */
public record BulkRequest(
    @Nullable String action, @Nullable Filter filter, @Nullable String reason) {

  /**
   * The filters of the list of executions. Only executions accepted before the request are
   * selected.
   */
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
