package io.sluice.api;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
   * @param action {@code cancel}, {@code retry} or {@code discard}, which is for dead letters
   * @param filter selects the executions; at least one field is required
   * @param reason recorded in the audit; required for {@code discard}
   * @param perSecond executions in a second, 1 to 1000; absent is as fast as possible
   */
  public record BulkRequest(
      @Nullable String action,
      @Nullable Filter filter,
      @Nullable String reason,
      @Min(1) @Max(1000) @Nullable Integer perSecond) {

    /**
     * The filters of the list of executions. Only executions accepted before the request are
     * selected.
     *
     * @param deadLetter true for dead letters only
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
        @Nullable String q,
        @Nullable Boolean deadLetter) {}
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
