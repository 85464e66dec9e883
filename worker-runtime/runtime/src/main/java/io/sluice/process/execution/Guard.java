package io.sluice.process.execution;

import io.sluice.process.output.ProcessLog;

/**
 * Runs one step of the loop, so that what it throws ends neither the loop nor the steps of other
 * executions.
 */
final class Guard {
  private Guard() {}

  /**
   * Runs a step for one execution.
   *
   * @return whether it went well; what it threw was logged with the execution's id
   */
  static boolean run(String what, Execution execution, Runnable step) {
    try {
      step.run();
      return true;
    } catch (Throwable thrown) {
      var order = execution.order();
      failed(
          what
              + " for the execution "
              + order.attempt().getExecutionId()
              + " of the workflow "
              + order.workflowName(),
          thrown);
      return false;
    }
  }

  /** Runs a step of the loop that belongs to no execution; the result is the same. */
  static boolean run(String what, Runnable step) {
    try {
      step.run();
      return true;
    } catch (Throwable thrown) {
      failed(what, thrown);
      return false;
    }
  }

  private static void failed(String what, Throwable thrown) {
    Thrown.haltIfOutOfMemory(thrown);
    ProcessLog.failed(what, thrown);
  }
}
