package io.sluice.orchestrator.results;

import java.time.Duration;

/**
 * Decides whether outcomes are gathered for a moment before they are sent: a call that carries
 * twenty costs Redis little more than one that carries one. Only when so many end that the moment
 * gathers several, so that a single outcome is never late. See docs/queue.md. Pure.
 */
final class OutcomeGathering {
  /** Longest time for which an outcome waits for others. */
  static final Duration LONGEST = Duration.ofMillis(2);

  /** Number of outcomes that are sent at once. */
  static final int ENOUGH = 20;

  /** Time over which the rate is counted at least, so that two at once are no rate. */
  static final Duration WINDOW = Duration.ofMillis(20);

  private static final long LEAST_PER_SECOND = 500;

  private OutcomeGathering() {}

  /**
   * Returns true if outcomes arrive fast enough.
   *
   * @param added number that arrived during {@code elapsed}
   */
  static boolean isWorthwhile(long added, Duration elapsed) {
    return added * 1000 >= LEAST_PER_SECOND * Math.max(WINDOW.toMillis(), elapsed.toMillis());
  }
}
