package io.sluice.chaos.workflows;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;

/** Hostile: gets stuck each time, until it is blacklisted. */
@WorkflowDefinition(
    name = "chaos-doomed",
    description = "Hostile: always gets stuck, and is tried twice.",
    maxRetries = 1,
    idempotent = true)
public final class DoomedWork implements Workflow<DoomedWork.Input, Void> {

  /**
   * The input.
   *
   * @param ledger absolute path of the ledger
   */
  public record Input(String ledger) {}

  @Override
  public Void run(Input input, WorkflowContext context) throws Exception {
    try (var ledger = Ledger.open(input.ledger(), context)) {
      ledger.start();
      while (true) {
        Thread.onSpinWait();
      }
    }
  }
}
