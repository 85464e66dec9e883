package io.sluice.orchestrator.fleet;

import java.time.Duration;

/**
 * Policy of one execution model. See docs/execution-models.md.
 *
 * @param slots number of executions in one process at the same time
 * @param executions number of executions in one process altogether, 0 for no limit ({@code
 *     RECYCLE_AFTER_EXECUTIONS})
 */
public record ModelPolicy(Scaling serving, int slots, int executions) {

  public ModelPolicy {
    if (serving instanceof Scaling.OnDemand && slots != 1) {
      throw new IllegalArgumentException(
          "A process that may be terminated for its execution must hold no other.");
    }
  }

  /**
   * Returns true if a process runs one execution only, so that the bundle it needs is known before.
   */
  public boolean singleUse() {
    return executions == 1;
  }

  /** Returns true if a process with this number of ended executions should be replaced. */
  public boolean isUsedUp(long ended) {
    return executions > 0 && ended >= executions;
  }

  /**
   * Returns true if an execution has its process for itself, which may then be ended together with
   * it.
   */
  public boolean hasOwnProcess() {
    return serving instanceof Scaling.OnDemand;
  }

  /** Number of processes of a model that take work. */
  public sealed interface Scaling {

    /**
     * Exactly one, from readiness to shutdown; another one replaces it by hand-over.
     *
     * @param standby number of ready processes kept for it
     */
    record One(int standby) implements Scaling {}

    /**
     * One for each execution that needs one. Each takes work as soon as it is ready, and is
     * replaced without waiting for another.
     *
     * @param least number kept while there is no demand
     * @param most maximum of processes that take work or will
     * @param idleFor a process above {@code least} is ended after this time without work
     */
    record OnDemand(int least, int most, Duration idleFor) implements Scaling {}
  }
}
