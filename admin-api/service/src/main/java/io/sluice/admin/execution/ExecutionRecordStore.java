package io.sluice.admin.execution;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.DatabaseFailure;
import io.sluice.admin.database.DatabaseUnavailable.Reason;
import io.sluice.admin.database.Sql;
import io.sluice.admin.database.Storable;
import io.sluice.admin.execution.ExecutionState.HeldLock;
import io.sluice.admin.execution.ExecutionState.Permit;
import io.sluice.admin.execution.ExecutionState.PossibleSurvivor;
import io.sluice.admin.execution.ExecutionState.RetryTerms;
import io.sluice.api.ExecutionStatus;
import io.sluice.queue.Json;
import io.sluice.queue.OutcomeEvent;
import io.sluice.queue.StartedEvent;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * SQL that reads and writes executions for the recorder: START, FINISH, RETRY, LOSE and REFUSE of
 * {@link ExecutionLifecycle}. Each statement takes a batch and runs in the caller's transaction.
 */
@Singleton
public final class ExecutionRecordStore {

  /**
   * A result, ready to store.
   *
   * @param flag the change that storing it needed; null if none
   */
  public record StoredResult(@Nullable String json, @Nullable String flag) {

    /** Bytes at most 256 KiB by contract; characters are never more. */
    private static final int MAX_CHARACTERS = 256 * 1024;

    public static StoredResult of(@Nullable String json) {
      if (json == null) {
        return new StoredResult(null, null);
      }
      if (json.length() > MAX_CHARACTERS) {
        return new StoredResult(null, "result_too_large");
      }
      return Storable.isClean(json)
          ? new StoredResult(json, null)
          : new StoredResult(
              Json.write(String.valueOf(Storable.text(json, MAX_CHARACTERS))), "result_escaped");
    }

    /** The same characters as one JSON text, after PostgreSQL refused them as JSON. */
    public static StoredResult asText(@Nullable String json) {
      return json == null
          ? new StoredResult(null, null)
          : new StoredResult(
              Json.write(String.valueOf(Storable.text(json, MAX_CHARACTERS))), "result_not_json");
    }
  }

  /** The changes of a batch as rows {@code r}. */
  private static final String CHANGES =
      """
      WITH r AS (SELECT ?::timestamptz AS now, u.* FROM unnest(?::uuid[], ?::bigint[], ?::bigint[],
        ?::bigint[], ?::text[], ?::integer[], ?::integer[], ?::timestamptz[], ?::timestamptz[],
        ?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
        ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::integer[],
        ?::timestamptz[], ?::text[], ?::bigint[], ?::timestamptz[], ?::boolean[], ?::timestamptz[],
        ?::boolean[])
        AS u(id, old_epoch, epoch, claim, status, losses, attempt_number, started_at,
          finished_at, worker_id, pid, generation, model, result, data_flag, error_type,
          error_message, error_stack, rung, run_ms, cpu_ms, allocated, retries, run_at,
          alive_worker, alive_generation, alive_until, suspect, recorded_at, dead_letter))
      """;

  /**
   * Matches only rows that are still as they were read. The ids are bound twice, because a join
   * with {@code unnest} alone may be planned as a scan of the whole table.
   */
  private static final String UNCHANGED =
      """
      WHERE e.id = r.id AND e.id = ANY (?::uuid[]) AND e.epoch = r.old_epoch
        AND (e.last_claim <= r.claim OR r.epoch > r.old_epoch)
        AND e.status IN ('SCHEDULED', 'PENDING', 'RUNNING')
      """;

  private static final SortedMap<String, String> CHANGED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("status", "r.status"),
              Map.entry("epoch", "r.epoch"),
              Map.entry("last_claim", "r.claim"),
              Map.entry("losses", "r.losses"),
              Map.entry("attempt_number", "r.attempt_number"),
              Map.entry(
                  "queued_at", "CASE WHEN r.epoch > r.old_epoch THEN r.now ELSE e.queued_at END"),
              Map.entry(
                  "started_at",
                  "CASE WHEN r.epoch = r.old_epoch THEN coalesce(r.started_at, e.started_at) END"),
              Map.entry("finished_at", "r.finished_at"),
              Map.entry("recorded_at", "r.recorded_at"),
              Map.entry("worker_id", "coalesce(r.worker_id, e.worker_id)"),
              Map.entry("pid", "coalesce(r.pid, e.pid)"),
              Map.entry("generation", "coalesce(r.generation, e.generation)"),
              Map.entry("execution_model", "coalesce(r.model, e.execution_model)"),
              Map.entry("result", "r.result::json"),
              Map.entry("data_flag", "r.data_flag"),
              Map.entry("error_type", "r.error_type"),
              Map.entry("error_message", "r.error_message"),
              Map.entry("error_stack", "r.error_stack"),
              Map.entry("rung", "r.rung"),
              Map.entry("run_ms", "r.run_ms"),
              Map.entry("cpu_ms", "r.cpu_ms"),
              Map.entry("allocated_bytes", "r.allocated"),
              Map.entry("retries", "r.retries"),
              Map.entry("run_at", "r.run_at"),
              Map.entry("alive_worker", "r.alive_worker"),
              Map.entry("alive_generation", "r.alive_generation"),
              Map.entry("alive_until", "r.alive_until"),
              Map.entry("suspect", "r.suspect"),
              Map.entry("dead_lettered_at", "CASE WHEN r.dead_letter THEN r.now END")));

  /** Writes changes after which an execution still waits or runs. */
  static final String RECORD =
      CHANGES
          + "UPDATE execution e SET "
          + CHANGED.entrySet().stream()
              .map(change -> change.getKey() + " = " + change.getValue())
              .collect(Collectors.joining(", "))
          + " FROM r "
          + UNCHANGED;

  /** Moves executions that end with their change to the history. */
  static final String END =
      CHANGES
          + ", ended AS (DELETE FROM execution e USING r "
          + UNCHANGED
          + " RETURNING e.*) INSERT INTO execution_history ("
          + ExecutionRow.COLUMNS
          + ") SELECT "
          + ExecutionRow.values(CHANGED)
          + " FROM ended e JOIN r ON r.id = e.id";

  private static final int MAX_MESSAGE = 4 * 1024;
  private static final int MAX_STACK = 16 * 1024;

  /**
   * The execution before and after, and the events of the change.
   *
   * @param deadLetter true if it becomes a dead letter
   */
  public record Change(
      ExecutionState before,
      ExecutionState after,
      @Nullable StartedEvent started,
      @Nullable OutcomeEvent outcome,
      @Nullable String errorType,
      @Nullable String errorMessage,
      boolean deadLetter)
      implements AttemptEvents {

    /** Merges an earlier change of the same execution in the same batch. */
    public Change following(Change earlier) {
      return new Change(
          earlier.before,
          after,
          started == null ? earlier.started : started,
          outcome,
          errorType,
          errorMessage,
          deadLetter);
    }
  }

  private static final String OPEN = "execution";
  private static final String ENDED = "execution_history";

  /** Time to wait for rows that others have locked, most of them for a moment only. */
  private static final String SHORTLY = "SET LOCAL lock_timeout = '200ms'";

  /**
   * Rows that were read and locked.
   *
   * @param busy executions that exist, and whose row another session has locked for longer
   */
  public record LockedStates(Map<UUID, ExecutionState> states, Set<UUID> busy) {}

  /**
   * Locks executions, those that have not ended first, each in id order, so that recorders do not
   * deadlock. Waits for locked rows for a moment only.
   */
  public LockedStates lock(Connection connection, Collection<UUID> ids) throws SQLException {
    var states = new HashMap<UUID, ExecutionState>();
    lock(connection, ids, states, "SKIP LOCKED");
    Set<UUID> missing = existing(connection, missing(ids, states));
    if (missing.isEmpty()) {
      return new LockedStates(states, missing);
    }
    Savepoint before = connection.setSavepoint();
    try {
      Sql.update(connection, SHORTLY);
      lock(connection, missing, states, "");
      Sql.update(connection, "SET LOCAL lock_timeout = DEFAULT");
      return new LockedStates(states, Set.of());
    } catch (SQLException e) {
      if (DatabaseFailure.reason(e).filter(Reason.LOCKED::equals).isEmpty()) {
        throw e;
      }
      connection.rollback(before);
      states.keySet().removeAll(missing);
      return new LockedStates(states, missing);
    }
  }

  private static String lockingQuery(String table, String whenLocked) {
    return """
        SELECT e.id, w.name AS workflow, e.status, e.epoch, e.last_claim, e.losses, e.retries, e.attempt_number,
          e.cancel_requested_at IS NOT NULL AS cancelling, e.suspect, e.max_retries, w.idempotent,
          e.lock_key IS NOT NULL AS exclusive, w.at_most_once, e.alive_worker, e.alive_generation,
          e.alive_until, e.permit_epoch, e.permit_claim, e.permit_owner, e.run_at, e.queued_at, e.traceparent,
          l.execution_id IS NOT NULL AS holds_lock, l.probation
        FROM %s e JOIN workflow w ON w.id = e.workflow_id
          LEFT JOIN exclusive_lock l ON l.key = e.lock_key AND l.execution_id = e.id
        WHERE e.id = ANY (?::uuid[]) ORDER BY e.id FOR UPDATE OF e %s
        """
        .formatted(table, whenLocked);
  }

  private static void lock(
      Connection connection,
      Collection<UUID> ids,
      Map<UUID, ExecutionState> states,
      String whenLocked)
      throws SQLException {
    // Its row may move while this waits for it: to the history, or back by a person's retry.
    for (String table : List.of(OPEN, ENDED, OPEN)) {
      List<UUID> missing = missing(ids, states);
      if (missing.isEmpty()) {
        return;
      }
      String sql = lockingQuery(table, whenLocked);
      Sql.list(connection, sql, ExecutionRecordStore::state, Sql.column("uuid", missing, id -> id))
          .forEach(state -> states.put(state.id(), state));
    }
  }

  private static List<UUID> missing(Collection<UUID> ids, Map<UUID, ExecutionState> states) {
    return ids.stream().filter(id -> !states.containsKey(id)).toList();
  }

  private static Set<UUID> existing(Connection connection, List<UUID> ids) throws SQLException {
    return ids.isEmpty()
        ? Set.of()
        : Set.copyOf(
            Sql.list(
                connection,
                "SELECT id FROM execution_all WHERE id = ANY (?::uuid[])",
                row -> Columns.uuid(row, "id"),
                Sql.column("uuid", ids, id -> id)));
  }

  private static ExecutionState state(ResultSet row) throws SQLException {
    return new ExecutionState(
        Columns.uuid(row, "id"),
        row.getString("workflow"),
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
        survivor(row),
        permit(row),
        Columns.instantOrNull(row, "run_at"),
        Columns.instant(row, "queued_at"),
        Columns.text(row, "traceparent"));
  }

  private static @Nullable PossibleSurvivor survivor(ResultSet row) throws SQLException {
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

  /** Writes what still waits or runs, and moves what has ended to the history. */
  public int write(
      Connection connection,
      List<Change> rows,
      Instant now,
      Function<@Nullable String, StoredResult> storing)
      throws SQLException {
    Map<Boolean, List<Change>> byEnd =
        rows.stream().collect(Collectors.partitioningBy(row -> row.after().status().terminal()));
    return write(connection, RECORD, byEnd.getOrDefault(false, List.of()), now, storing)
        + write(connection, END, byEnd.getOrDefault(true, List.of()), now, storing);
  }

  private static int write(
      Connection connection,
      String sql,
      List<Change> rows,
      Instant now,
      Function<@Nullable String, StoredResult> storing)
      throws SQLException {
    if (rows.isEmpty()) {
      return 0;
    }
    try (var update = connection.prepareStatement(sql)) {
      List<StoredResult> results = rows.stream().map(row -> result(row, storing)).toList();
      Columns.bind(update, 1, now);
      Columns.array(update, 2, "uuid", rows, row -> row.after().id());
      Columns.array(update, 3, "bigint", rows, row -> row.before().epoch());
      Columns.array(update, 4, "bigint", rows, row -> row.after().epoch());
      Columns.array(update, 5, "bigint", rows, row -> row.after().lastClaim());
      Columns.array(update, 6, "text", rows, row -> row.after().status().name());
      Columns.array(update, 7, "integer", rows, row -> row.after().losses());
      Columns.array(update, 8, "integer", rows, row -> row.after().attemptNumber());
      Columns.array(update, 9, "timestamptz", rows, ExecutionRecordStore::startedAt);
      Columns.array(
          update,
          10,
          "timestamptz",
          rows,
          row ->
              row.after().status().terminal() ? AttemptEvents.endedAt(row.outcome(), now) : null);
      Columns.array(
          update,
          11,
          "text",
          rows,
          AttemptEvents.column(StartedEvent::workerId, OutcomeEvent::workerId));
      Columns.array(
          update,
          12,
          "bigint",
          rows,
          AttemptEvents.column(
              s -> AttemptEvents.known(s.pid()), o -> AttemptEvents.known(o.pid())));
      Columns.array(
          update,
          13,
          "bigint",
          rows,
          AttemptEvents.column(
              s -> AttemptEvents.known(s.generation()), o -> AttemptEvents.known(o.generation())));
      Columns.array(
          update,
          14,
          "text",
          rows,
          AttemptEvents.column(StartedEvent::executionModel, OutcomeEvent::executionModel));
      Columns.array(update, 15, "text", results, StoredResult::json);
      Columns.array(update, 16, "text", results, StoredResult::flag);
      Columns.array(
          update, 17, "text", rows, row -> Storable.text(row.errorType(), AttemptEvents.MAX_WORD));
      Columns.array(
          update, 18, "text", rows, row -> Storable.text(row.errorMessage(), MAX_MESSAGE));
      Columns.array(update, 19, "text", rows, outcome(o -> Storable.text(o.stack(), MAX_STACK)));
      Columns.array(
          update, 20, "text", rows, outcome(o -> Storable.text(o.rung(), AttemptEvents.MAX_WORD)));
      Columns.array(update, 21, "bigint", rows, outcome(OutcomeEvent::runMs));
      Columns.array(update, 22, "bigint", rows, outcome(OutcomeEvent::cpuMs));
      Columns.array(update, 23, "bigint", rows, outcome(OutcomeEvent::allocatedBytes));
      Columns.array(update, 24, "integer", rows, row -> row.after().retries());
      Columns.array(update, 25, "timestamptz", rows, row -> row.after().runAt());
      Columns.array(
          update,
          26,
          "text",
          rows,
          survivor(each -> Storable.text(each.worker(), AttemptEvents.MAX_WORD)));
      Columns.array(update, 27, "bigint", rows, survivor(PossibleSurvivor::generation));
      Columns.array(update, 28, "timestamptz", rows, survivor(PossibleSurvivor::until));
      Columns.array(update, 29, "boolean", rows, row -> row.after().suspect());
      Columns.array(
          update, 30, "timestamptz", rows, row -> row.after().status().terminal() ? now : null);
      Columns.array(update, 31, "boolean", rows, Change::deadLetter);
      Columns.array(update, 32, "uuid", rows, row -> row.after().id());
      return update.executeUpdate();
    }
  }

  private static StoredResult result(Change row, Function<@Nullable String, StoredResult> storing) {
    OutcomeEvent outcome = row.outcome();
    return storing.apply(outcome == null ? null : outcome.resultJson());
  }

  private static @Nullable Instant startedAt(Change row) {
    StartedEvent started = row.started();
    OutcomeEvent outcome = row.outcome();
    return outcome != null && outcome.startedAt() != null
        ? outcome.startedAt()
        : started == null ? null : started.startedAt();
  }

  private static Function<Change, @Nullable Object> survivor(
      Function<PossibleSurvivor, @Nullable Object> column) {
    return row -> {
      PossibleSurvivor survivor = row.after().survivor();
      return survivor == null ? null : column.apply(survivor);
    };
  }

  private static Function<Change, @Nullable Object> outcome(
      Function<OutcomeEvent, @Nullable Object> column) {
    return row -> {
      OutcomeEvent outcome = row.outcome();
      return outcome == null ? null : column.apply(outcome);
    };
  }
}
