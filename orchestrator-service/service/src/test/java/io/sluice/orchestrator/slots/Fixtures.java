package io.sluice.orchestrator.slots;

import io.sluice.queue.Attempt;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.ExecutionBody;
import io.sluice.queue.Priority;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Executions for tests. */
public final class Fixtures {

  private static final String BUNDLE_SHA256 =
      "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81";

  private Fixtures() {}

  /** The bytes of the bundle that all executions name. */
  public static byte[] bundle() {
    return new byte[] {1, 2, 3};
  }

  public static ClaimedExecution execution(String id) {
    return execution(id, null);
  }

  /** One that asks for an execution model. */
  public static ClaimedExecution execution(String id, @Nullable String model) {
    return new ClaimedExecution(
        new Attempt(id, 1, 1),
        Priority.NORMAL,
        4,
        new ExecutionBody(
            "wf", "echo", BUNDLE_SHA256, "a.B", "{}", 2000L, model, 1, false, false, null));
  }

  /** One that needs a start permit, as exclusive and at-most-once workflows do. */
  public static ClaimedExecution withPermit(String id) {
    ClaimedExecution plain = execution(id);
    return new ClaimedExecution(
        plain.attempt(),
        plain.priority(),
        1,
        new ExecutionBody(
            "wf", "echo", BUNDLE_SHA256, "a.B", "{}", 2000L, null, 1, true, true, null));
  }

  public static ReadyExecution prepared(String id) {
    return new ReadyExecution(execution(id), Path.of("/bundle.jar"));
  }

  public static Assignment stuck(Assignment assignment) {
    return assignment.stuck();
  }
}
