package io.sluice.samples;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.io.IOException;

/** Reads the output of a slow program, and can be cancelled: a closer ends the program. */
@WorkflowDefinition(
    name = "child-process",
    description = "Waits for the output of a program; stops when it is told to.",
    idempotent = true)
public final class ChildProcessWorkflow implements Workflow<ChildProcessWorkflow.Input, String> {
  /**
   * Input of the execution.
   *
   * @param seconds until the program prints its line, 0 to 86400
   */
  public record Input(int seconds) {
    public Input {
      Inputs.require(seconds >= 0 && seconds <= 86_400, "seconds must be 0 to 86400");
    }
  }

  @Override
  public String run(Input input, WorkflowContext context) throws IOException {
    var program = "sleep " + input.seconds() + "; echo done";
    var child = new ProcessBuilder("/bin/sh", "-c", program).start();
    try (var output = child.inputReader();
        var _ = context.onCancel(child)) {
      return output.readLine();
    }
  }
}
