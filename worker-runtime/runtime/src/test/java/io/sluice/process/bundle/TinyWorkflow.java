package io.sluice.process.bundle;

import io.sluice.workflow.Workflow;
import io.sluice.workflow.WorkflowContext;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Packed into bundles by tests; its class must never be used directly by them. */
public final class TinyWorkflow implements Workflow<TinyWorkflow.Input, TinyWorkflow.Output> {
  /** Its input. */
  public record Input(int count, @Nullable String name, List<Duration> waits) {}

  /** Its result: names of classes that it can or cannot see. */
  public record Output(int count, boolean seesJackson, boolean seesRuntime, String resource) {}

  /** A class that nothing loads. */
  static final class Unused {}

  @Override
  public Output run(Input input, WorkflowContext context) throws Exception {
    return new Output(
        input.count(),
        sees("com.fasterxml.jackson.databind.ObjectMapper"),
        sees("io.sluice.process.Main"),
        resource());
  }

  private static boolean sees(String name) {
    try {
      Class.forName(name, false, TinyWorkflow.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException _) {
      return false;
    }
  }

  private static String resource() throws Exception {
    try (var text = TinyWorkflow.class.getResourceAsStream("/greeting.txt")) {
      return text == null
          ? ""
          : new String(text.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
