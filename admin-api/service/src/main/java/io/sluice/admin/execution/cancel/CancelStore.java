package io.sluice.admin.execution.cancel;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.admin.execution.ExecutionCancelStore;
import io.sluice.admin.execution.HourlyCounts;
import io.sluice.admin.identity.Audit;
import io.sluice.admin.identity.Organizations;
import io.sluice.api.ExecutionStatus;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of a cancel. Each statement is guarded, so a result that was recorded first stays. */
@Singleton
final class CancelStore {

  /** An execution with a cancel request. */
  record CancelTarget(
      UUID id,
      ExecutionStatus status,
      long epoch,
      long claim,
      @Nullable String workerId,
      Waiting waiting,
      CancelRequest request) {

    /**
     * The facts that say whether it may be in the queue.
     *
     * @param published its present epoch was put into the queue, as far as PostgreSQL knows
     * @param lockKey the lock it must hold before it is published
     * @param holdsLock it holds that lock
     */
    record Waiting(
        @Nullable Instant runAt, boolean published, @Nullable String lockKey, boolean holdsLock) {

      /** True if it waits for a lock. Only the publisher publishes the holder of a lock. */
      private boolean withoutLock() {
        return lockKey != null && !holdsLock;
      }

      private boolean dueLater(Instant now) {
        return runAt != null && runAt.isAfter(now.plus(MAY_BE_IN_REDIS));
      }
    }

    /** The request of a person. */
    record CancelRequest(@Nullable String reason, String by) {}

    /**
     * Executions due within five minutes may be in Redis; one minute more allows for clocks that
     * differ.
     */
    private static final Duration MAY_BE_IN_REDIS = Duration.ofMinutes(6);

    /**
     * True if it was certainly never put into the queue. A missing published mark does not prove
     * that: the enqueuer writes its marks late.
     */
    boolean neverInQueue(Instant now) {
      return switch (status) {
        case AWAITING_APPROVAL -> true;
        case SCHEDULED -> !waiting.published() && (waiting.withoutLock() || waiting.dueLater(now));
        case PENDING -> !waiting.published() && waiting.withoutLock();
        case RUNNING, SUCCESS, FAILED, TIMEOUT, CANCELLED, BLOCKED -> false;
      };
    }
  }

  private static final String COLUMNS =
      """
      SELECT e.id, e.status, e.epoch, e.last_claim, e.worker_id, e.run_at, e.lock_key,
        e.published_epoch = e.epoch AS published, l.execution_id IS NOT NULL AS holds_lock,
        e.cancel_reason, e.cancel_requested_by
      FROM %s e LEFT JOIN exclusive_lock l ON l.key = e.lock_key AND l.execution_id = e.id
      """;

  private static final String SELECT = COLUMNS.formatted("execution");

  private static final String VISIBLE =
      "WHERE e.id = ? AND (? OR e.organization = ANY (?::text[]))";

  private final Database database;
  private final ExecutionCancelStore executions;
  private final Audit audit;
  private final HourlyCounts counts;
  private final InstantSource clock;

  CancelStore(
      Database database,
      ExecutionCancelStore executions,
      Audit audit,
      HourlyCounts counts,
      InstantSource clock) {
    this.database = database;
    this.executions = executions;
    this.audit = audit;
    this.counts = counts;
    this.clock = clock;
  }

  /**
   * A committed request.
   *
   * @param ended the execution was never in the queue and has ended with the request
   */
  record Requested(CancelTarget target, boolean ended) {}

  /** Commits the request with its audit row; empty when the person may see no such execution. */
  Optional<Requested> request(
      UUID id, @Nullable String reason, String who, Organizations organizations) {
    return database.transaction(connection -> request(connection, id, reason, who, organizations));
  }

  private Optional<Requested> request(
      Connection connection,
      UUID id,
      @Nullable String reason,
      String who,
      Organizations organizations)
      throws SQLException {
    Optional<CancelTarget> open = locked(connection, id, organizations);
    Optional<CancelTarget> before = open.isPresent() ? open : ended(connection, id, organizations);
    boolean terminal = before.filter(found -> found.status().terminal()).isPresent();
    Optional<Requested> request =
        before.isEmpty() || terminal
            ? before.map(found -> new Requested(found, false))
            : Optional.of(marked(connection, id, reason, who));
    audit.write(
        connection,
        new Audit.Entry(
            who,
            "execution.cancel",
            "execution/" + id,
            reason,
            before.map(found -> found.status().name()).orElse(null),
            null,
            before.isEmpty()
                ? "no such execution"
                : terminal ? "refused: already ended" : "allowed"));
    return request;
  }

  private Requested marked(Connection connection, UUID id, @Nullable String reason, String who)
      throws SQLException {
    executions.request(connection, id, who, reason, clock.instant());
    CancelTarget target = locked(connection, id, Organizations.ALL).orElseThrow();
    return new Requested(target, target.neverInQueue(clock.instant()) && end(connection, target));
  }

  private static Optional<CancelTarget> locked(
      Connection connection, UUID id, Organizations organizations) throws SQLException {
    return Sql.first(
        connection,
        SELECT + VISIBLE + " FOR UPDATE OF e",
        CancelStore::target,
        id,
        organizations.all(),
        Sql.texts(organizations.words()));
  }

  private static Optional<CancelTarget> ended(
      Connection connection, UUID id, Organizations organizations) throws SQLException {
    return Sql.first(
        connection,
        COLUMNS.formatted("execution_history") + VISIBLE,
        CancelStore::target,
        id,
        organizations.all(),
        Sql.texts(organizations.words()));
  }

  /** Ends an execution that no worker has; returns false if its row has changed in the meantime. */
  boolean end(CancelTarget target) {
    return database.transaction(connection -> end(connection, target));
  }

  private boolean end(Connection connection, CancelTarget target) throws SQLException {
    if (!executions.cancel(
        connection, target.id(), target.epoch(), target.status(), clock.instant())) {
      return false;
    }
    if (target.status() != ExecutionStatus.RUNNING) {
      unlock(connection, target.id());
    }
    counts.addEnds(connection, List.of(target.id()));
    return true;
  }

  /**
   * Releases the lock of an execution that never ran, unless an earlier attempt of it may be alive.
   */
  private static void unlock(Connection connection, UUID id) throws SQLException {
    Sql.update(
        connection,
        """
            DELETE FROM exclusive_lock l USING execution_history e
            WHERE l.execution_id = ? AND e.id = l.execution_id AND e.alive_worker IS NULL
            """,
        id);
  }

  /** Records that its queue or its worker was asked. */
  void tried(UUID id) {
    Instant now = clock.instant();
    database.transaction(
        connection -> {
          executions.sent(connection, id, now);
          return id;
        });
  }

  /** Committed requests without an effect so far. */
  List<CancelTarget> overdue(Duration timeout, Duration repeatAfter, int limit) {
    Instant now = clock.instant();
    return database.transaction(
        connection -> {
          return Sql.list(
              connection,
              SELECT
                  + """
                      WHERE e.cancel_requested_at < ?
                        AND e.status IN ('SCHEDULED', 'PENDING', 'RUNNING')
                        AND e.cancel_requested_at IS NOT NULL
                        AND (e.cancel_sent_at IS NULL OR e.cancel_sent_at < ?)
                      ORDER BY e.cancel_requested_at LIMIT ?
                      """,
              CancelStore::target,
              now.minus(timeout),
              now.minus(repeatAfter),
              limit);
        });
  }

  private static CancelTarget target(ResultSet row) throws SQLException {
    return new CancelTarget(
        Columns.uuid(row, "id"),
        ExecutionStatus.valueOf(row.getString("status")),
        row.getLong("epoch"),
        row.getLong("last_claim"),
        Columns.text(row, "worker_id"),
        new CancelTarget.Waiting(
            Columns.instantOrNull(row, "run_at"),
            row.getBoolean("published"),
            Columns.text(row, "lock_key"),
            row.getBoolean("holds_lock")),
        new CancelTarget.CancelRequest(
            Columns.text(row, "cancel_reason"),
            Objects.requireNonNullElse(Columns.text(row, "cancel_requested_by"), "")));
  }
}
