package io.sluice.process.misfit;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import org.jspecify.annotations.Nullable;

/** Keeps nearly the whole heap alive and goes on allocating, so that little but GC is done. */
public final class MemoryWorkflow implements Workflow<Object, Long> {
  private static final long LEFT_FREE = 26L * 1024 * 1024;

  private static volatile long[] garbage = {};

  private record Node(long one, long two, @Nullable Node next) {}

  @Override
  public Long run(Object input, WorkflowContext context) {
    Node kept = null;
    while (free() > LEFT_FREE) {
      kept = new Node(1, 2, kept);
    }
    long sum = 0;
    while (kept != null) {
      garbage = new long[4096];
      sum += garbage.length;
    }
    return sum;
  }

  private static long free() {
    var runtime = Runtime.getRuntime();
    return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
  }
}
