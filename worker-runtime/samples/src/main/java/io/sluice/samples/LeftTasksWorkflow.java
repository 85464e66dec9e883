package io.sluice.samples;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Hostile: leaves tasks behind on threads outside its thread group. */
@WorkflowDefinition(
    name = "left-tasks",
    description = "Hostile: leaves virtual threads and tasks of the common pool behind.",
    idempotent = true)
public final class LeftTasksWorkflow implements Workflow<LeftTasksWorkflow.Input, String> {
  /**
   * Input of the execution.
   *
   * @param virtual virtual threads to leave behind, 0 to 1000
   * @param tasks tasks of the common pool that never end, 0 to 1000
   * @param scheduled tasks of the common pool for an hour later, 0 to 1000
   */
  public record Input(int virtual, int tasks, int scheduled) {
    public Input {
      require("virtual", virtual);
      require("tasks", tasks);
      require("scheduled", scheduled);
    }

    private static void require(String name, int count) {
      Inputs.require(count >= 0 && count <= 1_000, name + " must be 0 to 1000");
    }
  }

  @Override
  public String run(Input input, WorkflowContext context) throws InterruptedException {
    var started = new CountDownLatch(input.virtual());
    for (int thread = 1; thread <= input.virtual(); thread++) {
      Thread.ofVirtual().name("left-" + thread).start(() -> stay(started));
    }
    started.await();
    for (int task = 1; task <= input.tasks(); task++) {
      ForkJoinPool.commonPool().execute(() -> stay(new CountDownLatch(1)));
    }
    for (int task = 1; task <= input.scheduled(); task++) {
      var _ = ForkJoinPool.commonPool().schedule(() -> {}, 1, TimeUnit.HOURS);
    }
    return "done";
  }

  private static void stay(CountDownLatch started) {
    started.countDown();
    while (true) {
      LockSupport.park();
      Thread.interrupted();
    }
  }
}
