package io.sluice.admin.queue.publish;

import io.sluice.admin.database.Sql;
import io.sluice.admin.execution.PriorityColumn;
import io.sluice.queue.QueueEntry;
import java.util.List;
import java.util.Objects;

/**
 * Executions of one priority and one organization, which are published in their order.
 *
 * @param organization empty if they belong to none
 */
record Lane(int priority, String organization) {

  /** Of eight executions five are of high priority, two normal, one low. */
  private static final List<Integer> BY_PRIORITY = List.of(5, 2, 1);

  /** Weights by the number of the priority, as SQL needs them. */
  static final Sql.ArrayOf WEIGHTS = new Sql.ArrayOf("int", BY_PRIORITY);

  /** Position before all lanes. */
  static final Lane FIRST = new Lane(-1, "");

  static Lane of(QueueEntry entry) {
    return new Lane(
        PriorityColumn.of(entry.priority()), Objects.requireNonNullElse(entry.organization(), ""));
  }

  int weight() {
    return BY_PRIORITY.get(priority);
  }
}
