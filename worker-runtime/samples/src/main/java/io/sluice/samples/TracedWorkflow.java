package io.sluice.samples;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;

/** Begins spans of its own, one within the other, and returns the context of the inner one. */
@WorkflowDefinition(
    name = "traced",
    description = "Begins spans of its own; fails in its first attempts if it is told to.",
    maxRetries = 2,
    idempotent = true)
public final class TracedWorkflow implements Workflow<TracedWorkflow.Input, String> {
  /**
   * Input of the execution.
   *
   * @param fail_times number of failing attempts, 0 to 2
   */
  public record Input(int fail_times) {
    public Input {
      Inputs.require(fail_times >= 0 && fail_times <= 2, "fail_times must be 0 to 2");
    }
  }

  @Override
  public String run(Input input, WorkflowContext context) {
    try (var outer = context.span("collect").attribute("source", "sample");
        var inner = outer.span("page")) {
      if (context.attempt() <= input.fail_times()) {
        var failure = new IllegalStateException("attempt " + context.attempt() + " fails");
        inner.failed(failure);
        throw failure;
      }
      return inner.traceparent().orElse("not traced");
    }
  }
}
