package io.sluice.admin.results;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Storable;
import io.sluice.admin.execution.ExecutionState;
import io.sluice.admin.execution.HeldLock;
import io.sluice.admin.execution.Permit;
import io.sluice.admin.execution.PossibleSurvivor;
import io.sluice.admin.execution.RetryTerms;
import io.sluice.admin.execution.StoredResult;
import io.sluice.api.ExecutionStatus;
import io.sluice.queue.OutcomeEvent;
import io.sluice.queue.StartedEvent;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** SQL of the recorder's transaction on executions and attempts. Each statement takes a batch. */
@Singleton
final class RecorderStore {

  private static final int MAX_MESSAGE = 4 * 1024;
  private static final int MAX_STACK = 16 * 1024;
  private static final int MAX_WORD = 300;

  /** Locks executions in id order, so that recorders do not deadlock. */
  Map<UUID, ExecutionState> lock(Connection connection, Collection<UUID> ids) throws SQLException {
    var states = new HashMap<UUID, ExecutionState>();
    try (var select =
        connection.prepareStatement(
            """
            SELECT e.id, e.status, e.epoch, e.last_claim, e.losses, e.retries, e.attempt_number,
              e.cancel_requested_at IS NOT NULL AS cancelling, e.suspect, e.max_retries, w.idempotent,
              e.lock_key IS NOT NULL AS exclusive, w.at_most_once, e.alive_worker, e.alive_generation, e.alive_until,
              e.permit_epoch, e.permit_claim, e.permit_owner, e.run_at, e.queued_at,
              l.execution_id IS NOT NULL AS holds_lock, l.probation
            FROM execution e JOIN workflow w ON w.id = e.workflow_id
              LEFT JOIN exclusive_lock l ON l.key = e.lock_key AND l.execution_id = e.id
            WHERE e.id = ANY (?::uuid[]) ORDER BY e.id FOR UPDATE OF e
            """)) {
      Columns.array(select, 1, "uuid", List.copyOf(ids), id -> id);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          ExecutionState state = state(row);
          states.put(state.id(), state);
        }
      }
    }
    return states;
  }

  private static ExecutionState state(ResultSet row) throws SQLException {
    return new ExecutionState(
        Columns.uuid(row, "id"),
        ExecutionStatus.valueOf(row.getString("status")),
        row.getLong("epoch"),
        row.getLong("last_claim"),
        row.getInt("losses"),
        row.getInt("retries"),
        row.getInt("attempt_number"),
        row.getBoolean("cancelling"),
        row.getBoolean("suspect"),
        new RetryTerms(
            row.getInt("max_retries"),
            row.getBoolean("idempotent"),
            row.getBoolean("exclusive"),
            row.getBoolean("at_most_once")),
        row.getBoolean("holds_lock") ? new HeldLock(Columns.longOrNull(row, "probation")) : null,
        alive(row),
        permit(row),
        Columns.instantOrNull(row, "run_at"),
        Columns.instant(row, "queued_at"));
  }

  private static @Nullable PossibleSurvivor alive(ResultSet row) throws SQLException {
    String worker = Columns.text(row, "alive_worker");
    return worker == null
        ? null
        : new PossibleSurvivor(
            worker, row.getLong("alive_generation"), Columns.instantOrNull(row, "alive_until"));
  }

  private static @Nullable Permit permit(ResultSet row) throws SQLException {
    String owner = Columns.text(row, "permit_owner");
    return owner == null
        ? null
        : new Permit(row.getLong("permit_epoch"), row.getLong("permit_claim"), owner);
  }

  /**
   * The guarded update: it matches only rows that are still as they were read. The ids are bound
   * twice, because a join with {@code unnest} alone may be planned as a scan of the whole table.
   */
  int update(
      Connection connection,
      List<RecordBatch.Row> rows,
      Instant now,
      Function<@Nullable String, StoredResult> storing)
      throws SQLException {
    if (rows.isEmpty()) {
      return 0;
    }
    try (var update =
        connection.prepareStatement(
            """
            UPDATE execution e SET status = r.status, epoch = r.epoch, last_claim = r.claim,
              losses = r.losses, attempt_number = r.attempt_number,
              queued_at = CASE WHEN r.epoch > r.old_epoch THEN ? ELSE e.queued_at END,
              started_at = CASE WHEN r.epoch > r.old_epoch THEN NULL
                ELSE coalesce(r.started_at, e.started_at) END,
              finished_at = r.finished_at, recorded_at = r.recorded_at,
              worker_id = coalesce(r.worker_id, e.worker_id), pid = coalesce(r.pid, e.pid),
              generation = coalesce(r.generation, e.generation),
              execution_model = coalesce(r.model, e.execution_model),
              result = r.result::json, data_flag = r.data_flag, error_type = r.error_type,
              error_message = r.error_message, error_stack = r.error_stack, rung = r.rung,
              run_ms = r.run_ms, cpu_ms = r.cpu_ms, allocated_bytes = r.allocated,
              retries = r.retries, run_at = r.run_at, alive_worker = r.alive_worker,
              alive_generation = r.alive_generation, alive_until = r.alive_until, suspect = r.suspect,
              dead_lettered_at = CASE WHEN r.status IN ('FAILED', 'TIMEOUT') THEN r.recorded_at END
            FROM unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::integer[],
              ?::integer[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::bigint[], ?::bigint[],
              ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
              ?::bigint[], ?::bigint[], ?::bigint[], ?::integer[], ?::timestamptz[], ?::text[],
              ?::bigint[], ?::timestamptz[], ?::boolean[], ?::timestamptz[])
              AS r(id, old_epoch, epoch, claim, status, losses, attempt_number, started_at,
                finished_at, worker_id, pid, generation, model, result, data_flag, error_type,
                error_message, error_stack, rung, run_ms, cpu_ms, allocated, retries, run_at,
                alive_worker, alive_generation, alive_until, suspect, recorded_at)
            WHERE e.id = r.id AND e.id = ANY (?::uuid[]) AND e.epoch = r.old_epoch
              AND (e.last_claim <= r.claim OR r.epoch > r.old_epoch)
              AND e.status IN ('SCHEDULED', 'PENDING', 'RUNNING')
            """)) {
      List<StoredResult> results = rows.stream().map(row -> result(row, storing)).toList();
      Columns.bind(update, 1, now);
      Columns.array(update, 2, "uuid", rows, row -> row.after().id());
      Columns.array(update, 3, "bigint", rows, row -> row.before().epoch());
      Columns.array(update, 4, "bigint", rows, row -> row.after().epoch());
      Columns.array(update, 5, "bigint", rows, row -> row.after().lastClaim());
      Columns.array(update, 6, "text", rows, row -> row.after().status().name());
      Columns.array(update, 7, "integer", rows, row -> row.after().losses());
      Columns.array(update, 8, "integer", rows, row -> row.after().attemptNumber());
      Columns.array(update, 9, "timestamptz", rows, RecorderStore::startedAt);
      Columns.array(
          update,
          10,
          "timestamptz",
          rows,
          row -> row.after().status().terminal() ? EndTime.of(row.outcome(), now) : null);
      Columns.array(update, 11, "text", rows, of(StartedEvent::workerId, OutcomeEvent::workerId));
      Columns.array(update, 12, "bigint", rows, of(s -> known(s.pid()), o -> known(o.pid())));
      Columns.array(
          update, 13, "bigint", rows, of(s -> known(s.generation()), o -> known(o.generation())));
      Columns.array(
          update, 14, "text", rows, of(StartedEvent::executionModel, OutcomeEvent::executionModel));
      Columns.array(update, 15, "text", results, StoredResult::json);
      Columns.array(update, 16, "text", results, StoredResult::flag);
      Columns.array(update, 17, "text", rows, row -> Storable.text(row.errorType(), MAX_WORD));
      Columns.array(
          update, 18, "text", rows, row -> Storable.text(row.errorMessage(), MAX_MESSAGE));
      Columns.array(update, 19, "text", rows, outcome(o -> Storable.text(o.stack(), MAX_STACK)));
      Columns.array(update, 20, "text", rows, outcome(o -> Storable.text(o.rung(), MAX_WORD)));
      Columns.array(update, 21, "bigint", rows, outcome(OutcomeEvent::runMs));
      Columns.array(update, 22, "bigint", rows, outcome(OutcomeEvent::cpuMs));
      Columns.array(update, 23, "bigint", rows, outcome(OutcomeEvent::allocatedBytes));
      Columns.array(update, 24, "integer", rows, row -> row.after().retries());
      Columns.array(update, 25, "timestamptz", rows, row -> row.after().runAt());
      Columns.array(
          update, 26, "text", rows, alive(each -> Storable.text(each.worker(), MAX_WORD)));
      Columns.array(update, 27, "bigint", rows, alive(PossibleSurvivor::generation));
      Columns.array(update, 28, "timestamptz", rows, alive(PossibleSurvivor::until));
      Columns.array(update, 29, "boolean", rows, row -> row.after().suspect());
      Columns.array(
          update, 30, "timestamptz", rows, row -> row.after().status().terminal() ? now : null);
      Columns.array(update, 31, "uuid", rows, row -> row.after().id());
      return update.executeUpdate();
    }
  }

  private static StoredResult result(
      RecordBatch.Row row, Function<@Nullable String, StoredResult> storing) {
    OutcomeEvent outcome = row.outcome();
    return storing.apply(outcome == null ? null : outcome.resultJson());
  }

  private static @Nullable Instant startedAt(RecordBatch.Row row) {
    StartedEvent started = row.started();
    OutcomeEvent outcome = row.outcome();
    return outcome != null && outcome.startedAt() != null
        ? outcome.startedAt()
        : started == null ? null : started.startedAt();
  }

  private static Function<RecordBatch.Row, @Nullable Object> alive(
      Function<PossibleSurvivor, @Nullable Object> column) {
    return row -> {
      PossibleSurvivor alive = row.after().alive();
      return alive == null ? null : column.apply(alive);
    };
  }

  private static Function<RecordBatch.Row, @Nullable Object> outcome(
      Function<OutcomeEvent, @Nullable Object> column) {
    return row -> {
      OutcomeEvent outcome = row.outcome();
      return outcome == null ? null : column.apply(outcome);
    };
  }

  /**
   * The number, or null if it is 0: an attempt that starts before its process was chosen has no pid
   * and no generation yet.
   */
  private static @Nullable Long known(long number) {
    return number == 0 ? null : number;
  }

  /** A column from the outcome, else from the start. */
  private static Function<RecordBatch.Row, @Nullable Object> of(
      Function<StartedEvent, @Nullable Object> started,
      Function<OutcomeEvent, @Nullable Object> ended) {
    return row -> {
      OutcomeEvent outcome = row.outcome();
      StartedEvent start = row.started();
      Object value =
          outcome != null ? ended.apply(outcome) : start == null ? null : started.apply(start);
      return value instanceof String text ? Storable.text(text, MAX_WORD) : value;
    };
  }

  /** Writes one row for each attempt; a repetition changes nothing that has ended. */
  void history(Connection connection, List<RecordBatch.Delivery> deliveries, Instant now)
      throws SQLException {
    if (deliveries.isEmpty()) {
      return;
    }
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO attempt AS a (execution_id, epoch, claim, worker_id, pid, generation,
              execution_model, status, error_type, error_message, started_at, finished_at, run_ms,
              suspicion, recorded_at)
            SELECT * FROM unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[],
              ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],
              ?::timestamptz[], ?::bigint[], ?::text[], ?::timestamptz[])
            ON CONFLICT (execution_id, epoch, claim) DO UPDATE SET status = excluded.status,
              error_type = excluded.error_type, error_message = excluded.error_message,
              finished_at = excluded.finished_at, run_ms = excluded.run_ms,
              recorded_at = excluded.recorded_at,
              suspicion = excluded.suspicion,
              started_at = coalesce(excluded.started_at, a.started_at),
              worker_id = coalesce(a.worker_id, excluded.worker_id),
              pid = coalesce(excluded.pid, a.pid),
              generation = coalesce(excluded.generation, a.generation),
              execution_model = coalesce(excluded.execution_model, a.execution_model)
            WHERE a.status = 'RUNNING'
            """)) {
      Columns.array(insert, 1, "uuid", deliveries, d -> UUID.fromString(d.attempt().executionId()));
      Columns.array(insert, 2, "bigint", deliveries, d -> d.attempt().epoch());
      Columns.array(insert, 3, "bigint", deliveries, d -> d.attempt().claim());
      Columns.array(
          insert, 4, "text", deliveries, location(StartedEvent::workerId, OutcomeEvent::workerId));
      Columns.array(
          insert, 5, "bigint", deliveries, location(s -> known(s.pid()), o -> known(o.pid())));
      Columns.array(
          insert,
          6,
          "bigint",
          deliveries,
          location(s -> known(s.generation()), o -> known(o.generation())));
      Columns.array(
          insert,
          7,
          "text",
          deliveries,
          location(StartedEvent::executionModel, OutcomeEvent::executionModel));
      Columns.array(insert, 8, "text", deliveries, RecordBatch.Delivery::status);
      Columns.array(insert, 9, "text", deliveries, d -> Storable.text(d.errorType(), MAX_WORD));
      Columns.array(
          insert, 10, "text", deliveries, d -> Storable.text(d.errorMessage(), MAX_MESSAGE));
      Columns.array(
          insert,
          11,
          "timestamptz",
          deliveries,
          location(StartedEvent::startedAt, OutcomeEvent::startedAt));
      Columns.array(
          insert,
          12,
          "timestamptz",
          deliveries,
          d -> d.status().equals("RUNNING") ? null : EndTime.of(d.outcome(), now));
      Columns.array(insert, 13, "bigint", deliveries, RecorderStore::runMs);
      Columns.array(insert, 14, "text", deliveries, RecorderStore::suspicion);
      Columns.array(
          insert, 15, "timestamptz", deliveries, d -> d.status().equals("RUNNING") ? null : now);
      insert.executeUpdate();
    }
  }

  private static @Nullable String suspicion(RecordBatch.Delivery delivery) {
    Suspicion suspicion = delivery.suspicion();
    return suspicion == null ? null : suspicion.word();
  }

  private static @Nullable Long runMs(RecordBatch.Delivery delivery) {
    OutcomeEvent outcome = delivery.outcome();
    return outcome == null ? null : outcome.runMs();
  }

  private static Function<RecordBatch.Delivery, @Nullable Object> location(
      Function<StartedEvent, @Nullable Object> started,
      Function<OutcomeEvent, @Nullable Object> ended) {
    return delivery -> {
      StartedEvent start = delivery.started();
      OutcomeEvent outcome = delivery.outcome();
      Object value =
          outcome != null ? ended.apply(outcome) : start == null ? null : started.apply(start);
      return value instanceof String text ? Storable.text(text, MAX_WORD) : value;
    };
  }
}
