package io.sluice.process.execution;

/** End of the thread of a workflow. */
sealed interface Ending {
  /**
   * The workflow returned.
   *
   * @param json result, empty for none
   */
  record Returned(String json) implements Ending {}

  /**
   * The workflow threw, or the runtime refused.
   *
   * @param errorType an error type of Sluice or the class that was thrown
   * @param stack at most 16 KiB, empty if the runtime refused
   * @param degraded true if the process is degraded and must be handed over
   */
  record Failed(String errorType, String message, String stack, boolean degraded)
      implements Ending {}
}
