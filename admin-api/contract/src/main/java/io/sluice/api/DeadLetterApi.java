package io.sluice.api;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests and responses of dead letters. */
public final class DeadLetterApi {
  private DeadLetterApi() {}

  /**
   * Dead letters with the same workflow, error and form of the message.
   *
   * @param messageForm the message without ids and numbers; empty if there is none
   * @param latest id of the latest one
   */
  public record DeadLetterGroup(
      String workflow,
      @Nullable String errorType,
      String messageForm,
      long count,
      Instant firstAt,
      Instant latestAt,
      UUID latest) {}

  /**
   * Requests that a dead letter is discarded: it stays as it ended, and is no dead letter any more.
   *
   * @param reason recorded in the audit
   */
  public record DiscardRequest(
      @NotBlank(message = "says why, for the audit log")
          @Size(max = 1000)
          @Pattern(regexp = "[^\\x00]*", message = "has no NUL character")
          String reason) {}

  /**
   * Requests the requeue of the dead letters that match all filters, or of all, or of some.
   *
   * @param ids at most 200, without a filter
   * @param workflow name or id
   * @param from accepted at this instant or later
   * @param to accepted before this instant
   * @param all true for every dead letter; required if there is no filter
   * @param cursor next_cursor of the previous response, to continue
   */
  public record RequeueRequest(
      @Size(max = 200) @Nullable List<UUID> ids,
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
