package io.sluice.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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

  /**
   * A release by trial runs.
   *
   * @param left successful trial runs that are still required
   */
  public record Probation(Instant since, int left, String by, String reason) {}
}
