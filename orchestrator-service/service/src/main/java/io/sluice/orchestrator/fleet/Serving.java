package io.sluice.orchestrator.fleet;

import java.time.Duration;

/** How many processes of a model take work. */
public sealed interface Serving {

  /**
   * Exactly one, from readiness to shutdown; another one takes over by hand-over.
   *
   * @param standby proved processes to hold ready for it
   */
  record One(int standby) implements Serving {}

  /**
   * One for each execution that wants one. Each takes work as soon as it is proved, and gives way
   * without waiting for another.
   *
   * @param least warm ones to keep while nothing wants them
   * @param most processes that take work or will
   * @param idleFor after this long without work one beyond {@code least} goes
   */
  record OnDemand(int least, int most, Duration idleFor) implements Serving {}
}
