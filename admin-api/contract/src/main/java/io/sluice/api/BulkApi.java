package io.sluice.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests and responses of bulk operations. */
public final class BulkApi {
  private BulkApi() {}

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

  /**
   * A bulk operation that was accepted.
   *
   * @param total executions that match the filter now
   */
  public record BulkReceipt(UUID bulkId, long total) {}

  /**
   * Progress of a bulk operation.
   *
   * @param total executions that matched the filter when the operation was accepted
   * @param done executions that were processed, refused ones included; at the end fewer than total
   *     if some no longer matched
   * @param cancelledBy who ended it before it was done; absent if nobody did
   * @param failure why the latest step failed, or why it was given up; absent if none did
   * @param refused the first 100 executions for which the operation was refused
   */
  public record BulkView(
      UUID bulkId,
      String action,
      String orderedBy,
      Instant createdAt,
      @Nullable Instant finishedAt,
      long total,
      long done,
      long refusedTotal,
      List<Refused> refused,
      @Nullable String cancelledBy,
      @Nullable String failure) {

    /** An execution for which the operation was refused. */
    public record Refused(UUID executionId, String title) {}
  }
}
