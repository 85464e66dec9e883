package io.sluice.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A workflow that may not run, or might not.
 *
 * @param automatic whether the circuit breaker did it
 * @param stuckCount distinct stuck executions that were counted; 0 when a person did it
 * @param removedAt when it was removed; absent while it stands
 * @param removedBy who removed it; {@code probation} when enough probes succeeded
 * @param probation how far its release by probe is; absent when it is not on probation
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
   * A release by probe.
   *
   * @param left successes that are still wanted
   */
  public record Probation(Instant since, int left, String by, String reason) {}
}
