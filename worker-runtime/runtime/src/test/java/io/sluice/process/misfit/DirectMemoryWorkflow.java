package io.sluice.process.misfit;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Allocates direct memory until there is none left. */
public final class DirectMemoryWorkflow implements Workflow<Object, Integer> {
  @Override
  public Integer run(Object input, WorkflowContext context) {
    List<ByteBuffer> kept = new ArrayList<>();
    while (kept.size() < Integer.MAX_VALUE) {
      kept.add(ByteBuffer.allocateDirect(1024 * 1024));
    }
    return kept.size();
  }
}
