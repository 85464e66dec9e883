package io.sluice.samples;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.util.ArrayList;
import java.util.List;

/** Hostile: fills the heap. */
@WorkflowDefinition(name = "oom", description = "Hostile: allocates until the heap is full.")
public final class OomWorkflow implements Workflow<Void, Integer> {
  private static final int CHUNK = 1024 * 1024;

  @Override
  public Integer run(Void input, WorkflowContext context) {
    List<byte[]> kept = new ArrayList<>();
    while (kept.size() < Integer.MAX_VALUE) {
      kept.add(new byte[CHUNK]);
    }
    return kept.size();
  }
}
