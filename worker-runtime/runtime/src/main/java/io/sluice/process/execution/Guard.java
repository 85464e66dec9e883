package io.sluice.process.execution;

import io.sluice.process.output.ProcessLog;

/**
 * Runs one step of the loop, so that a failure ends neither the loop nor the steps of other
 * executions.
 */
final class Guard {
  private Guard() {}

  /** Runs a step for one execution; a failure is logged with the id of the execution. */
  static void run(String what, RunningExecution execution, Runnable step) {
    try {
      step.run();
    } catch (Throwable thrown) {
      var request = execution.request();
      failed(
          what
              + " for the execution "
              + request.attempt().getExecutionId()
              + " of the workflow "
              + request.workflowName(),
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
    FailureMapper.haltIfOutOfMemory(thrown);
    ProcessLog.failed(what, thrown);
  }
}
