package io.sluice.samples;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;

/** Hostile: sleeps, is interrupted, and sleeps again. */
@WorkflowDefinition(
    name = "ignore-interrupt",
    description = "Hostile: swallows every interrupt and sleeps again.")
public final class IgnoreInterruptWorkflow implements Workflow<Void, Void> {
  private static final long NAP_MS = 60_000;

  @Override
  public Void run(Void input, WorkflowContext context) {
    while (true) {
      sleepAgain();
    }
  }

  private static void sleepAgain() {
    try {
      Thread.sleep(NAP_MS);
    } catch (InterruptedException _) {
      // On purpose.
    }
  }
}
