package io.sluice.diagnostics.live;

import io.sluice.api.QueueView;
import io.sluice.api.WorkerView;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Executions with a visible name. admin-api omits ids and names of executions of other
 * organizations (docs/security.md): these are counted, and have no row.
 */
public final class NamedExecutions {

  private NamedExecutions() {}

  /** The nameable executions of a process. */
  public static Stream<WorkerView.Running> in(WorkerView.ProcessState process) {
    return process.executions().stream().filter(NamedExecutions::is);
  }

  /** True if the execution may be named. */
  public static boolean is(WorkerView.Running running) {
    return running.executionId() != null && running.workflowName() != null;
  }

  /** True if the waiting execution may be named. */
  public static boolean is(QueueView.Item item) {
    return item.executionId() != null && item.workflowName() != null;
  }

  /** The id of a nameable execution. */
  public static UUID id(WorkerView.Running running) {
    return Objects.requireNonNull(running.executionId());
  }

  /** The workflow of a nameable execution. */
  public static String workflow(WorkerView.Running running) {
    return Objects.requireNonNull(running.workflowName());
  }
}
