package io.sluice.diagnostics.live;

import io.sluice.api.QueueView;
import io.sluice.api.WorkerView;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Executions that may be named here. Of those of other organizations admin-api leaves out ids and
 * names (security, section 3): they count, and have no row.
 */
public final class NamedExecutions {

  private NamedExecutions() {}

  /** Those of a process. */
  public static Stream<WorkerView.Running> in(WorkerView.ProcessState process) {
    return process.executions().stream().filter(NamedExecutions::is);
  }

  /** Whether it may be named. */
  public static boolean is(WorkerView.Running running) {
    return running.executionId() != null && running.workflowName() != null;
  }

  /** Whether one that waits may be named. */
  public static boolean is(QueueView.Item item) {
    return item.executionId() != null && item.workflowName() != null;
  }

  /** The id of one that may be named. */
  public static UUID id(WorkerView.Running running) {
    return Objects.requireNonNull(running.executionId());
  }

  /** The workflow of one that may be named. */
  public static String workflow(WorkerView.Running running) {
    return Objects.requireNonNull(running.workflowName());
  }
}
