package io.sluice.process.misfit;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;

/** Logs its last lines right before it ends in the requested way. */
public final class TalkativeWorkflow implements Workflow<TalkativeWorkflow.Input, String> {
  /** Way in which it ends: {@code success}, {@code failure}, {@code timeout} or {@code stuck}. */
  public record Input(String end) {}

  @Override
  public String run(Input input, WorkflowContext context) throws Exception {
    try {
      switch (input.end()) {
        case "success" -> {}
        case "failure" -> throw new IllegalStateException("on purpose");
        case "timeout" -> Thread.currentThread().join();
        default -> talkForEver(context);
      }
    } finally {
      speak(context);
    }
    return "ended";
  }

  private static void talkForEver(WorkflowContext context) {
    while (true) {
      speak(context);
    }
  }

  private static void speak(WorkflowContext context) {
    for (int word = 1; word <= 500; word++) {
      context.log("word " + word);
    }
    context.progress(99, "last words");
  }
}
