package io.sluice.samples;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;

/** Hostile: prints a lot, as fast as it can. */
@WorkflowDefinition(name = "output-flood", description = "Hostile: floods standard output.")
public final class OutputFloodWorkflow implements Workflow<OutputFloodWorkflow.Input, Long> {
  private static final String LINE = "All work and no play makes the log a dull read. 0123456789ab";

  /**
   * Input of the execution.
   *
   * @param bytes to print, 0 to 1 GiB
   */
  public record Input(long bytes) {
    public Input {
      Inputs.require(bytes >= 0 && bytes <= 1L << 30, "bytes must be 0 to 1073741824");
    }
  }

  @Override
  public Long run(Input input, WorkflowContext context) throws InterruptedException {
    long lines = 0;
    for (long printed = 0; printed < input.bytes(); printed += LINE.length() + 1) {
      System.out.println(LINE);
      lines++;
      context.checkCancelled();
    }
    return lines;
  }
}
