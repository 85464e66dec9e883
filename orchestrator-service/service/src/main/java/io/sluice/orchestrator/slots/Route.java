package io.sluice.orchestrator.slots;

import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.process.ProcessLink;

/**
 * A process that is open for new work.
 *
 * @param slots number of executions in it at the same time
 * @param left number of executions that may still start in it
 */
public record Route(ProcessLink link, ExecutionModel model, int slots, long left) {

  /**
   * Creates the route to a fresh process.
   *
   * @param executions number that it may run altogether, 0 for no limit
   */
  public static Route to(ProcessLink link, ExecutionModel model, int slots, int executions) {
    return new Route(link, model, slots, executions == 0 ? Long.MAX_VALUE : executions);
  }

  Generation generation() {
    return link.generation();
  }

  Route used() {
    return new Route(link, model, slots, left - 1);
  }

  /** Returns the number of executions that may start in it now. */
  int free(int inSlots) {
    return (int) Math.min(slots - inSlots, left);
  }
}
