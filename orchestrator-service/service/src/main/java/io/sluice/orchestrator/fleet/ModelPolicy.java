package io.sluice.orchestrator.fleet;

/**
 * The numbers that make an execution model (architecture, section 4).
 *
 * @param slots executions in one process at the same time
 * @param executions executions in one process altogether, 0 for no limit ({@code
 *     RECYCLE_AFTER_EXECUTIONS})
 */
public record ModelPolicy(Serving serving, int slots, int executions) {

  public ModelPolicy {
    if (serving instanceof Serving.OnDemand && slots != 1) {
      throw new IllegalArgumentException(
          "A process that may be terminated for its execution must hold no other.");
    }
  }

  /** Whether a process is there for one execution only: what it needs is then known beforehand. */
  public boolean isForOne() {
    return executions == 1;
  }

  /** Whether a process in which so many executions have ended should give way. */
  public boolean isUsedUp(long ended) {
    return executions > 0 && ended >= executions;
  }

  /**
   * Whether nobody else is in the process of an execution: it may then be ended with it
   * (supervision, section 8).
   */
  public boolean alone() {
    return serving instanceof Serving.OnDemand;
  }
}
