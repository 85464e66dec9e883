package io.sluice.samples;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;

/** Always fails. */
@WorkflowDefinition(name = "fail", description = "Fails with a message.")
public final class FailWorkflow implements Workflow<FailWorkflow.Input, Void> {
  /**
   * Input of the execution.
   *
   * @param message of the exception, or absent
   */
  public record Input(String message) {}

  @Override
  public Void run(Input input, WorkflowContext context) {
    throw new IllegalStateException(
        input.message() == null ? "failed on request" : input.message());
  }
}
