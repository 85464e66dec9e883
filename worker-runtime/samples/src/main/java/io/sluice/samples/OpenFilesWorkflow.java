package io.sluice.samples;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hostile: opens files and never closes them. */
@WorkflowDefinition(
    name = "open-files",
    description = "Hostile: leaves files open.",
    idempotent = true)
public final class OpenFilesWorkflow implements Workflow<OpenFilesWorkflow.Input, Integer> {
  private static final List<InputStream> OPEN = new CopyOnWriteArrayList<>();

  /**
   * Input of the execution.
   *
   * @param count number of files to open, 1 to 100000
   */
  public record Input(int count) {
    public Input {
      Inputs.require(count >= 1 && count <= 100_000, "count must be 1 to 100000");
    }
  }

  @Override
  public Integer run(Input input, WorkflowContext context) throws IOException {
    for (int file = 0; file < input.count(); file++) {
      OPEN.add(Files.newInputStream(Path.of("/dev/null")));
    }
    return OPEN.size();
  }
}
