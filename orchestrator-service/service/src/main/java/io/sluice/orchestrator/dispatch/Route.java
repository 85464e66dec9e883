package io.sluice.orchestrator.dispatch;

import io.sluice.orchestrator.fleet.ExecutionModel;
import io.sluice.orchestrator.fleet.Generation;
import io.sluice.orchestrator.link.ProcessLink;

/**
 * A process that takes new work.
 *
 * @param slots executions in it at the same time
 * @param left how many more may start in it
 */
public record Route(ProcessLink link, ExecutionModel model, int slots, long left) {

  /**
   * Of a fresh process.
   *
   * @param executions how many it may run altogether, 0 for no limit
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

  /** How many may start in it now, with so many in its slots. */
  int free(int inSlots) {
    return (int) Math.min(slots - inSlots, left);
  }
}
