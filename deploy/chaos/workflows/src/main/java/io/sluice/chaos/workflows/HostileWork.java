package io.sluice.chaos.workflows;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.io.IOException;

/** Hostile: breaks its process, its error or its output, in the way that its input names. */
@WorkflowDefinition(name = "chaos-hostile", description = "Hostile: breaks what it can.")
public final class HostileWork implements Workflow<HostileWork.Input, Object> {

  /**
   * What an execution is given.
   *
   * @param ledger absolute path of the ledger
   * @param size bytes or depth, where the kind needs one
   */
  public record Input(String ledger, HostileKind kind, int size) {}

  @Override
  public Object run(Input input, WorkflowContext context) throws Exception {
    try (var ledger = Ledger.open(input.ledger(), context)) {
      ledger.start();
      Object result = input.kind().act(input.size());
      ledger.end("normal");
      return result;
    } catch (IOException ledgerFailed) {
      throw new IllegalStateException("no ledger", ledgerFailed);
    }
  }
}
