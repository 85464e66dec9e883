package io.sluice.samples.hostile;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import io.sluice.workflow.WorkflowDefinition;

/** Hostile: prints a burst of lines, then RESULT, and ends at once in one of several ways. */
@WorkflowDefinition(
    name = "hostile-last-words",
    description =
        "Hostile: prints many lines at once and RESULT, and returns, exits, halts or sleeps.")
public final class LastWordsWorkflow implements Workflow<LastWordsWorkflow.Input, Void> {
  private static final long SLEEP_MS = 600_000;

  /** Way in which it ends. */
  public enum End {
    RETURN,
    SLEEP,
    EXIT,
    HALT
  }

  /**
   * Input of the execution.
   *
   * @param lines number of lines to print before RESULT
   */
  public record Input(int lines, End end) {}

  @Override
  public Void run(Input input, WorkflowContext context) throws InterruptedException {
    for (int line = 1; line <= input.lines(); line++) {
      System.out.println("line " + line);
    }
    System.out.println("RESULT");
    switch (input.end()) {
      case RETURN -> {}
      case SLEEP -> Thread.sleep(SLEEP_MS);
      case EXIT -> System.exit(42);
      case HALT -> Runtime.getRuntime().halt(42);
    }
    return null;
  }
}
