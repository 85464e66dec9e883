package io.sluice.chaos.workflows;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;

/** Hostile: breaks its process, its error or its output, chosen by the input. */
@WorkflowDefinition(name = "chaos-hostile", description = "Hostile: breaks what it can.")
public final class HostileWork implements Workflow<HostileWork.Input, Object> {

  /**
   * The input.
   *
   * @param ledger absolute path of the ledger
   * @param size bytes or depth, where the kind needs one
   */
  public record Input(String ledger, HostileKind kind, int size) {}

  @Override
  public Object run(Input input, WorkflowContext context) throws Exception {
    try (var ledger = Ledger.open(input.ledger(), context)) {
      ledger.start();
      try {
        Object result = input.kind().act(input.size());
        ledger.end("normal");
        return result;
      } catch (OutOfMemoryError dying) {
        throw dying; // It ends the process: no end is written for it.
      } catch (Exception | StackOverflowError | LinkageError hostile) {
        ledger.end("threw");
        throw hostile;
      }
    }
  }
}
