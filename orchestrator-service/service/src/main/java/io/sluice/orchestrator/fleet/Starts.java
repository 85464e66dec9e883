package io.sluice.orchestrator.fleet;

import java.time.Instant;

/**
 * What became of launches.
 *
 * @param launched how many were ever launched: the last generation
 * @param failures failed starts in a row
 * @param lastFailure the last of them in words, empty when there was none
 * @param proved whether any process has ever proved itself
 * @param notBefore backoff after failed starts
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

  /** Whether nobody knows that processes can start: one is then tried although nothing wants it. */
  boolean inDoubt() {
    return !proved || failures > 0;
  }
}
