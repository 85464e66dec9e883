package io.sluice.samples.hostile;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;

/** Hostile: leaves threads behind whose names are longer than a message may be. */
@WorkflowDefinition(
    name = "hostile-oversized-names",
    description = "Hostile: leaves threads with names of more than 1 MB, and fails with as much.")
public final class OversizedNamesWorkflow implements Workflow<Void, Void> {
  private static final String LONG = "\u20ac".repeat(600_000) + "\ud800";

  @Override
  public Void run(Void input, WorkflowContext context) {
    for (int thread = 0; thread < 4; thread++) {
      var left = new Thread(OversizedNamesWorkflow::ignoreInterrupts, thread + LONG);
      left.setDaemon(true);
      left.start();
    }
    context.progress(50, LONG);
    context.log(LONG);
    throw new IllegalStateException(LONG, new IllegalArgumentException(LONG));
  }

  private static void ignoreInterrupts() {
    var forever = new Object();
    while (true) {
      synchronized (forever) {
        try {
          forever.wait();
        } catch (InterruptedException _) {
          // Goes on waiting.
        }
      }
    }
  }
}
