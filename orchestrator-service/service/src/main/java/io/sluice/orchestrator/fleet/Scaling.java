package io.sluice.orchestrator.fleet;

import java.time.Duration;

/** Number of processes of a model that take work. */
public sealed interface Scaling {

  /**
   * Exactly one, from readiness to shutdown; another one replaces it by hand-over.
   *
   * @param standby number of ready processes kept for it
   */
  record One(int standby) implements Scaling {}

  /**
   * One for each execution that needs one. Each takes work as soon as it is ready, and is replaced
   * without waiting for another.
   *
   * @param least number kept while there is no demand
   * @param most maximum of processes that take work or will
   * @param idleFor a process above {@code least} is ended after this time without work
   */
  record OnDemand(int least, int most, Duration idleFor) implements Scaling {}
}
