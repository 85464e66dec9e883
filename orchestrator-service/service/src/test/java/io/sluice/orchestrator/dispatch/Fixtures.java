package io.sluice.orchestrator.dispatch;

import io.sluice.queue.Attempt;
import io.sluice.queue.ClaimedExecution;
import io.sluice.queue.ExecutionBody;
import io.sluice.queue.Priority;
import java.nio.file.Path;

/** Executions for tests. */
public final class Fixtures {

  private Fixtures() {}

  public static ClaimedExecution execution(String id) {
    return new ClaimedExecution(
        new Attempt(id, 1, 1),
        Priority.NORMAL,
        4,
        new ExecutionBody("wf", "echo", "0".repeat(64), "a.B", "{}", 2000L, null, 1));
  }

  public static Prepared prepared(String id) {
    return new Prepared(execution(id), Path.of("/bundle.jar"));
  }
}
