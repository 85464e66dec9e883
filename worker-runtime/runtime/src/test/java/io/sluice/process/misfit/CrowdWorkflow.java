package io.sluice.process.misfit;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;

/** Has many threads with deep stacks, none of which ends: more than a dossier can hold. */
public final class CrowdWorkflow implements Workflow<Object, String> {
  private static final int THREADS = 40;
  private static final int DEPTH = 100;

  @Override
  public String run(Object input, WorkflowContext context) {
    for (int number = 1; number <= THREADS; number++) {
      new Thread(() -> descendOneCallAfterTheOther(DEPTH), "crowd-" + number).start();
    }
    descendOneCallAfterTheOther(DEPTH);
    return "never";
  }

  private static void descendOneCallAfterTheOther(int left) {
    if (left > 0) {
      descendOneCallAfterTheOther(left - 1);
    } else {
      Never.ends();
    }
  }
}
