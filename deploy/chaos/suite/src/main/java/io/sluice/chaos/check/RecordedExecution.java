package io.sluice.chaos.check;

import io.sluice.chaos.ledger.Token;
import java.util.Optional;
import java.util.Set;

/**
 * A row of the table execution after the run.
 *
 * @param token epoch and last claim
 * @param recordedAt nanoseconds of the monotonic clock; absent without an outcome
 * @param createdAt nanoseconds of the monotonic clock
 */
public record RecordedExecution(
    String id,
    String workflow,
    String status,
    Optional<String> errorType,
    Token token,
    Optional<String> result,
    Optional<Long> recordedAt,
    long createdAt) {
  private static final Set<String> TERMINAL =
      Set.of("SUCCESS", "FAILED", "TIMEOUT", "CANCELLED", "BLOCKED");

  boolean terminal() {
    return TERMINAL.contains(status);
  }

  /**
   * True if the outcome came from an attempt, not from an administrator, the blacklist or a loss.
   */
  boolean outcomeOfAnAttempt() {
    return status.equals("SUCCESS")
        || status.equals("TIMEOUT")
        || (status.equals("FAILED")
            && errorType
                .filter(type -> type.equals("WorkerLost") || type.equals("ProcessCrashed"))
                .isEmpty());
  }
}
