package io.sluice.process.misfit;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import java.util.concurrent.Semaphore;

/** Blocks in a call that no interrupt ends, and registers the closer that does. */
public final class CloserWorkflow implements Workflow<Object, String> {
  @Override
  public String run(Object input, WorkflowContext context) {
    var answer = new Semaphore(0);
    try (var _ = context.onCancel("statement at db.acme.com:5432", answer::release)) {
      answer.acquireUninterruptibly();
    }
    return "closed";
  }
}
