package io.sluice.chaos.check;

import io.sluice.chaos.ledger.Token;
import java.util.Optional;
import java.util.Set;

/**
 * A row of the table execution at rest.
 *
 * @param token epoch and last claim
 * @param recordedAt nanoseconds of the monotonic clock; absent while it has not ended
 * @param createdAt the same
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

  /** Whether an attempt brought the outcome, and not an administrator, a door or a loss. */
  boolean outcomeOfAnAttempt() {
    return status.equals("SUCCESS")
        || status.equals("TIMEOUT")
        || (status.equals("FAILED")
            && errorType
                .filter(type -> type.equals("WorkerLost") || type.equals("ProcessCrashed"))
                .isEmpty());
  }
}
