package io.sluice.admin.execution;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The columns of the tables {@code execution} and {@code execution_history}, between which a row
 * moves when its execution ends and when it is run again. Pure.
 */
final class ExecutionRow {

  private static final List<String> NAMES =
      List.of(
          "id",
          "workflow_id",
          "organization",
          "status",
          "priority",
          "shard",
          "epoch",
          "last_claim",
          "published_epoch",
          "losses",
          "attempt_number",
          "max_retries",
          "timeout_ms",
          "requested_model",
          "execution_model",
          "worker_id",
          "pid",
          "generation",
          "input",
          "labels",
          "result",
          "error_type",
          "error_message",
          "error_stack",
          "data_flag",
          "rung",
          "run_ms",
          "cpu_ms",
          "allocated_bytes",
          "created_at",
          "created_by",
          "queued_at",
          "started_at",
          "finished_at",
          "cancel_requested_at",
          "cancel_requested_by",
          "cancel_reason",
          "cancel_sent_at",
          "run_at",
          "unique_key",
          "retries",
          "dead_lettered_at",
          "alive_worker",
          "alive_generation",
          "alive_until",
          "permit_epoch",
          "permit_claim",
          "permit_owner",
          "lock_key",
          "suspect",
          "recorded_at",
          "traceparent");

  /** All columns, for the list of an INSERT. */
  static final String COLUMNS = String.join(", ", NAMES);

  private ExecutionRow() {}

  /**
   * The values of a row that moves, in the order of {@link #COLUMNS}, for the SELECT of an INSERT.
   *
   * @param changed expressions by column; the others keep their value of the row {@code e}
   */
  static String values(Map<String, String> changed) {
    if (!NAMES.containsAll(changed.keySet())) {
      throw new IllegalArgumentException("No such column: " + changed.keySet());
    }
    return NAMES.stream()
        .map(name -> changed.containsKey(name) ? changed.get(name) + " AS " + name : "e." + name)
        .collect(Collectors.joining(", "));
  }
}
