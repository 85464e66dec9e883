package io.sluice.samples;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.util.concurrent.locks.LockSupport;

/** Hostile: starts threads without end, and ignores failures. */
@WorkflowDefinition(
    name = "thread-bomb",
    description = "Hostile: starts threads until it is stopped.",
    idempotent = true)
public final class ThreadBombWorkflow implements Workflow<ThreadBombWorkflow.Input, String> {
  /**
   * Input of the execution.
   *
   * @param inherit true if the threads inherit thread locals, as they do by default
   */
  public record Input(boolean inherit) {}

  @Override
  public String run(Input input, WorkflowContext context) {
    while (!context.isCancelled()) {
      try {
        Thread.ofPlatform()
            .daemon()
            .inheritInheritableThreadLocals(input.inherit())
            .start(() -> stayUntil(context));
        if (!input.inherit()) {
          // So that the machine of a test survives it.
          LockSupport.parkNanos(1_000_000);
        }
      } catch (Error refused) {
        Thread.onSpinWait();
      }
    }
    return "stopped";
  }

  private static void stayUntil(WorkflowContext context) {
    while (!context.isCancelled()) {
      LockSupport.parkNanos(10_000_000);
    }
  }
}
