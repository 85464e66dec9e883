package io.sluice.samples;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;

/** Returns a text of a given size; a result may have 256 KiB. */
@WorkflowDefinition(name = "big-result", description = "Returns a text of some size.")
public final class BigResultWorkflow implements Workflow<BigResultWorkflow.Input, String> {
  private static final int MAX_BYTES = 64 * 1024 * 1024;

  /**
   * Input of the execution.
   *
   * @param bytes length of the text, 0 to 64 MiB
   */
  public record Input(int bytes) {
    public Input {
      Inputs.require(bytes >= 0 && bytes <= MAX_BYTES, "bytes must be 0 to " + MAX_BYTES);
    }
  }

  @Override
  public String run(Input input, WorkflowContext context) {
    return "x".repeat(input.bytes());
  }
}
