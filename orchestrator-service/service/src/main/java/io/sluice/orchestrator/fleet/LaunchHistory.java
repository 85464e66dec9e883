package io.sluice.orchestrator.fleet;

import java.time.Instant;

/**
 * History of launches.
 *
 * @param launched number of launches, equal to the last generation
 * @param failures number of consecutive failed starts
 * @param lastFailure description of the last failure, empty if there was none
 * @param wasReady true if any process has ever been ready
 * @param notBefore end of the backoff after failed starts
 */
public record LaunchHistory(
    long launched, int failures, String lastFailure, boolean wasReady, Instant notBefore) {
  static final LaunchHistory NONE = new LaunchHistory(0, 0, "", false, Instant.MIN);

  LaunchHistory launch(Generation generation) {
    return new LaunchHistory(generation.number(), failures, lastFailure, wasReady, notBefore);
  }

  LaunchHistory failed(String why, Instant next) {
    return new LaunchHistory(launched, failures + 1, why, wasReady, next);
  }

  LaunchHistory succeeded() {
    return new LaunchHistory(launched, 0, "", true, notBefore);
  }

  /**
   * Returns true if it is unknown that processes can start: one is then launched as a trial
   * although there is no demand.
   */
  boolean isUnproven() {
    return !wasReady || failures > 0;
  }
}
