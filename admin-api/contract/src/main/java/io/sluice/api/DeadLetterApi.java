package io.sluice.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests and responses of dead letters. */
public final class DeadLetterApi {
  private DeadLetterApi() {}

  /**
   * Requests the requeue of the dead letters that match all filters, or of all.
   *
   * @param workflow name or id
   * @param from accepted at this instant or later
   * @param to accepted before this instant
   * @param all true for every dead letter; required if there is no filter
   * @param cursor next_cursor of the previous response, to continue
   */
  public record RequeueRequest(
      @Nullable String workflow,
      @Nullable String errorType,
      @Nullable String organization,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable Boolean all,
      @Nullable String cursor) {}

  /**
   * Result of the requeue of dead letters.
   *
   * @param requeued number of executions that wait again
   * @param refusedTotal number of executions that stay dead letters
   * @param refused the first 100 of these, with the reason
   * @param nextCursor pass it as {@code cursor} for the rest; null if none is left
   */
  public record RequeueAnswer(
      int requeued, int refusedTotal, List<Refused> refused, @Nullable String nextCursor) {

    /** An execution that stays a dead letter. */
    public record Refused(UUID executionId, String title, String detail) {}
  }
}
