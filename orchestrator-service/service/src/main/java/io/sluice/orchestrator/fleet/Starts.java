package io.sluice.orchestrator.fleet;

import java.time.Instant;

/**
 * History of launches.
 *
 * @param launched number of launches, equal to the last generation
 * @param failures number of consecutive failed starts
 * @param lastFailure description of the last failure, empty if there was none
 * @param proved true if any process has ever been ready
 * @param notBefore end of the backoff after failed starts
 */
public record Starts(
    long launched, int failures, String lastFailure, boolean proved, Instant notBefore) {
  static final Starts NONE = new Starts(0, 0, "", false, Instant.MIN);

  Starts launch(Generation generation) {
    return new Starts(generation.number(), failures, lastFailure, proved, notBefore);
  }

  Starts failed(String why, Instant next) {
    return new Starts(launched, failures + 1, why, proved, next);
  }

  Starts succeeded() {
    return new Starts(launched, 0, "", true, notBefore);
  }

  /**
   * Returns true if it is unknown that processes can start: one is then launched as a trial
   * although there is no demand.
   */
  boolean inDoubt() {
    return !proved || failures > 0;
  }
}
