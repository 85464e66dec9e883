package io.sluice.samples;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;

/** Fails in its first attempts and then succeeds. */
@WorkflowDefinition(
    name = "flaky",
    description = "Fails in its first attempts, then succeeds.",
    maxRetries = 5,
    idempotent = true)
public final class FlakyWorkflow implements Workflow<FlakyWorkflow.Input, Integer> {
  /**
   * Input of the execution.
   *
   * @param fail_times number of failing attempts, 0 to 100
   */
  public record Input(int fail_times) {
    public Input {
      Inputs.require(fail_times >= 0 && fail_times <= 100, "fail_times must be 0 to 100");
    }
  }

  @Override
  public Integer run(Input input, WorkflowContext context) {
    if (context.attempt() <= input.fail_times()) {
      throw new IllegalStateException(
          "attempt " + context.attempt() + " of " + input.fail_times() + " that fail");
    }
    return context.attempt();
  }
}
