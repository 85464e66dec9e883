package io.sluice.chaos.check;

import io.sluice.chaos.ledger.Token;
import java.util.Optional;
import java.util.Set;

/**
 * A row of the table attempt after the run.
 *
 * @param recordedAt nanoseconds of the monotonic clock
 */
public record RecordedAttempt(
    String execution, Token token, String status, Optional<Long> recordedAt) {
  private static final Set<String> OUTCOMES = Set.of("SUCCESS", "FAILED", "TIMEOUT", "CANCELLED");

  /** True if an outcome was recorded for it; RUNNING and LOST are none. */
  boolean hasOutcome() {
    return OUTCOMES.contains(status);
  }
}
