package io.sluice.samples;

import io.sluice.workflow.InputField;
import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;
import java.time.Duration;

/** Sleeps and can be cancelled. */
@WorkflowDefinition(
    name = "sleep",
    description = "Sleeps for some seconds; stops when it is told to.",
    idempotent = true)
public final class SleepWorkflow implements Workflow<SleepWorkflow.Input, SleepWorkflow.Slept> {
  /**
   * Input of the execution.
   *
   * @param seconds 0 to 86400
   */
  public record Input(
      @InputField(title = "Seconds", defaultValue = "5", min = 0, max = 86_400) double seconds) {
    public Input {
      Inputs.require(seconds >= 0 && seconds <= 86_400, "seconds must be 0 to 86400");
    }
  }

  /**
   * Result of the sleep.
   *
   * @param millis requested duration of the sleep
   */
  public record Slept(long millis) {}

  @Override
  public Slept run(Input input, WorkflowContext context) throws InterruptedException {
    var duration = Duration.ofMillis(Math.round(input.seconds() * 1000));
    Thread.sleep(duration);
    return new Slept(duration.toMillis());
  }
}
