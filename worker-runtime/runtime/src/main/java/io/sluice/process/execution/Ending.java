package io.sluice.process.execution;

/** How a workflow's thread ended. */
sealed interface Ending {
  /**
   * It returned.
   *
   * @param json the result, empty for none
   */
  record Returned(String json) implements Ending {}

  /**
   * It threw, or the runtime refused.
   *
   * @param errorType a name of the design or the class of what was thrown
   * @param stack at most 16 KiB, empty when the runtime refused
   * @param tainted whether the process must be handed over
   */
  record Failed(String errorType, String message, String stack, boolean tainted)
      implements Ending {}
}
