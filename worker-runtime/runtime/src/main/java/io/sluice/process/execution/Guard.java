package io.sluice.process.execution;

import io.sluice.process.output.ProcessLog;

/**
 * Runs one step of the loop, so that a failure ends neither the loop nor the steps of other
 * executions.
 */
final class Guard {
  private Guard() {}

  /** Runs a step for one execution; a failure is logged with the id of the execution. */
  static void run(String what, Execution execution, Runnable step) {
    try {
      step.run();
    } catch (Throwable thrown) {
      var order = execution.order();
      failed(
          what
              + " for the execution "
              + order.attempt().getExecutionId()
              + " of the workflow "
              + order.workflowName(),
          thrown);
    }
  }

  /** Runs a step of the loop that belongs to no execution. */
  static void run(String what, Runnable step) {
    try {
      step.run();
    } catch (Throwable thrown) {
      failed(what, thrown);
    }
  }

  private static void failed(String what, Throwable thrown) {
    Thrown.haltIfOutOfMemory(thrown);
    ProcessLog.failed(what, thrown);
  }
}
