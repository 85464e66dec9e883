package io.sluice.api;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests and responses of the blacklist. */
public final class BlacklistApi {
  private BlacklistApi() {}

  /**
   * A workflow that is blocked, or released on probation.
   *
   * @param automatic true if the circuit breaker blocked it
   * @param stuckCount distinct stuck executions that were counted; 0 if a person blocked it
   * @param removedAt time of the removal; absent while the entry is active
   * @param removedBy user who removed it; {@code probation} if enough trial runs succeeded
   * @param probation progress of the release by trial runs; absent if it is not on probation
   */
  public record BlacklistEntry(
      UUID workflowId,
      String workflowName,
      String reason,
      boolean automatic,
      int stuckCount,
      Instant blacklistedAt,
      String blacklistedBy,
      @Nullable Instant removedAt,
      @Nullable String removedBy,
      @Nullable String removalReason,
      @Nullable Probation probation) {

    /** Returns the entry with another text of its reason. */
    public BlacklistEntry with(String shown) {
      return new BlacklistEntry(
          workflowId,
          workflowName,
          shown,
          automatic,
          stuckCount,
          blacklistedAt,
          blacklistedBy,
          removedAt,
          removedBy,
          removalReason,
          probation);
    }

    /**
     * A release by trial runs.
     *
     * @param left successful trial runs that are still required
     */
    public record Probation(Instant since, int left, String by, String reason) {}
  }

  /**
   * Puts a workflow on the blacklist. Its waiting executions end; its running ones go on.
   *
   * @param reason shown to every user whose submission is refused
   */
  public record BlacklistRequest(
      @NotNull(message = "is the id of a workflow; GET /api/workflows lists them") UUID workflowId,
      @NotBlank(message = "says why it may not run")
          @Size(max = 500, message = "has at most 500 characters")
          @Pattern(
              regexp = "[^\\x00\\p{Cs}]*",
              message = "has neither a NUL character nor half of a surrogate pair")
          String reason) {}

  /**
   * Releases a workflow on probation: one trial run at a time, each in a fresh process of its own.
   *
   * @param successes successful trial runs that lift the blacklisting, 1 to 20; absent means 3
   * @param reason stored with the entry and in the audit
   */
  public record ProbationRequest(
      @Min(value = 1, message = "is from 1 to 20") @Max(value = 20, message = "is from 1 to 20")
          @Nullable Integer successes,
      @NotBlank(message = "says why it may be tried again")
          @Size(max = 500, message = "has at most 500 characters")
          @Pattern(
              regexp = "[^\\x00\\p{Cs}]*",
              message = "has neither a NUL character nor half of a surrogate pair")
          String reason) {}
}
