package io.sluice.process.misfit;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import java.io.IOException;

/** Reads what a child process never prints, and registers no closer. */
public final class PipeReadWorkflow implements Workflow<Object, Integer> {
  @Override
  public Integer run(Object input, WorkflowContext context) throws IOException {
    var child = new ProcessBuilder("sleep", "60").start();
    try (var output = child.getInputStream()) {
      return output.read();
    }
  }
}
