package io.sluice.samples;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;

/** Hostile: ends the JVM it runs in. */
@WorkflowDefinition(name = "exit", description = "Hostile: calls System.exit.")
public final class ExitWorkflow implements Workflow<ExitWorkflow.Input, Void> {
  /**
   * Input of the execution.
   *
   * @param code 0 to 255
   */
  public record Input(int code) {
    public Input {
      Inputs.require(code >= 0 && code <= 255, "code must be 0 to 255");
    }
  }

  @Override
  public Void run(Input input, WorkflowContext context) {
    System.exit(input.code());
    return null;
  }
}
