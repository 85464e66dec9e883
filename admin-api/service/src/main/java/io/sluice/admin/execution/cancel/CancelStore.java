package io.sluice.admin.execution.cancel;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.admin.execution.ExecutionCancelStore;
import io.sluice.admin.execution.ExecutionCancelStore.CancelKey;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of a cancel. Each statement is guarded, so a result that was recorded first stays. */
@Singleton
final class CancelStore {

  /** An execution with a cancel request. */
  record CancelTarget(
      UUID id,
      String workflow,
      ExecutionStatus status,
      long epoch,
      long claim,
      @Nullable String workerId,
      @Nullable String model,
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

    /** Returns this with a request, unless an earlier one stands. */
    private CancelTarget requestedBy(String who, @Nullable String why) {
      return request.by().isEmpty()
          ? new CancelTarget(
              id,
              workflow,
              status,
              epoch,
              claim,
              workerId,
              model,
              waiting,
              new CancelRequest(why, who))
          : this;
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
      SELECT e.id, w.name AS workflow, e.status, e.epoch, e.last_claim, e.worker_id,
        e.execution_model, e.run_at, e.lock_key,
        e.published_epoch = e.epoch AS published, l.execution_id IS NOT NULL AS holds_lock,
        e.cancel_reason, e.cancel_requested_by
      FROM %s e JOIN workflow w ON w.id = e.workflow_id
        LEFT JOIN exclusive_lock l ON l.key = e.lock_key AND l.execution_id = e.id
      """;

  private static final String SELECT = COLUMNS.formatted("execution");

  private static final String VISIBLE =
      "WHERE e.id = ANY (?::uuid[]) AND (? OR e.organization = ANY (?::text[]))";

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

  /**
   * Commits the requests with their audit rows, in one transaction. Returns those that the person
   * may see.
   */
  Map<UUID, Requested> request(
      List<UUID> ids, @Nullable String reason, String who, Organizations organizations) {
    return database.transaction(connection -> request(connection, ids, reason, who, organizations));
  }

  private Map<UUID, Requested> request(
      Connection connection,
      List<UUID> ids,
      @Nullable String reason,
      String who,
      Organizations organizations)
      throws SQLException {
    Map<UUID, CancelTarget> open = locked(connection, ids, organizations);
    List<UUID> missing = ids.stream().filter(id -> !open.containsKey(id)).toList();
    Map<UUID, CancelTarget> ended = ended(connection, missing, organizations);
    var requested = new LinkedHashMap<UUID, Requested>();
    marked(connection, open, reason, who).forEach(each -> requested.put(each.target().id(), each));
    ended.forEach((id, target) -> requested.put(id, new Requested(target, false)));
    var entries = new ArrayList<Audit.Entry>();
    for (UUID id : ids) {
      CancelTarget before = open.getOrDefault(id, ended.get(id));
      entries.add(
          new Audit.Entry(
              who,
              "execution.cancel",
              "execution/" + id,
              reason,
              before == null ? null : before.status().name(),
              null,
              before == null
                  ? "no such execution"
                  : before.status().terminal() ? "refused: already ended" : "allowed"));
    }
    audit.write(connection, entries);
    return requested;
  }

  private List<Requested> marked(
      Connection connection, Map<UUID, CancelTarget> open, @Nullable String reason, String who)
      throws SQLException {
    Instant now = clock.instant();
    List<CancelTarget> targets =
        open.values().stream().filter(target -> !target.status().terminal()).toList();
    executions.request(
        connection, targets.stream().map(CancelTarget::id).toList(), who, reason, now);
    Set<UUID> ended =
        end(connection, targets.stream().filter(each -> each.neverInQueue(now)).toList());
    return open.values().stream()
        .map(target -> new Requested(target.requestedBy(who, reason), ended.contains(target.id())))
        .toList();
  }

  private static Map<UUID, CancelTarget> locked(
      Connection connection, List<UUID> ids, Organizations organizations) throws SQLException {
    return byId(
        connection, SELECT + VISIBLE + " ORDER BY e.id FOR UPDATE OF e", ids, organizations);
  }

  private static Map<UUID, CancelTarget> ended(
      Connection connection, List<UUID> ids, Organizations organizations) throws SQLException {
    return ids.isEmpty()
        ? Map.of()
        : byId(connection, COLUMNS.formatted("execution_history") + VISIBLE, ids, organizations);
  }

  private static Map<UUID, CancelTarget> byId(
      Connection connection, String sql, List<UUID> ids, Organizations organizations)
      throws SQLException {
    var found = new LinkedHashMap<UUID, CancelTarget>();
    Sql.list(
            connection,
            sql,
            CancelStore::target,
            Sql.column("uuid", ids, id -> id),
            organizations.all(),
            Sql.texts(organizations.words()))
        .forEach(target -> found.put(target.id(), target));
    return found;
  }

  /** Ends executions that no worker has; returns those whose row has not changed meanwhile. */
  Set<UUID> end(List<CancelTarget> targets) {
    return targets.isEmpty()
        ? Set.of()
        : database.transaction(connection -> end(connection, targets));
  }

  private Set<UUID> end(Connection connection, List<CancelTarget> targets) throws SQLException {
    if (targets.isEmpty()) {
      return Set.of();
    }
    List<CancelKey> keys =
        targets.stream()
            .map(target -> new CancelKey(target.id(), target.epoch(), target.status()))
            .toList();
    Set<UUID> ended = executions.cancel(connection, keys, clock.instant());
    unlock(
        connection,
        keys.stream()
            .filter(key -> key.status() != ExecutionStatus.RUNNING && ended.contains(key.id()))
            .map(CancelKey::id)
            .toList());
    counts.addEnds(connection, List.copyOf(ended));
    return ended;
  }

  /** Releases the locks of executions that never ran, unless an earlier attempt may be alive. */
  private static void unlock(Connection connection, List<UUID> ids) throws SQLException {
    // Few have a lock, and the statement below costs a plan over every partition.
    List<UUID> locked =
        Sql.list(
            connection,
            "SELECT execution_id FROM exclusive_lock WHERE execution_id = ANY (?::uuid[])",
            row -> row.getObject(1, UUID.class),
            Sql.column("uuid", ids, id -> id));
    if (!locked.isEmpty()) {
      Sql.update(
          connection,
          """
              DELETE FROM exclusive_lock l USING execution_history e
              WHERE l.execution_id = ANY (?::uuid[]) AND e.id = l.execution_id
                AND e.alive_worker IS NULL
              """,
          Sql.column("uuid", locked, id -> id));
    }
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
        row.getString("workflow"),
        ExecutionStatus.valueOf(row.getString("status")),
        row.getLong("epoch"),
        row.getLong("last_claim"),
        Columns.text(row, "worker_id"),
        Columns.text(row, "execution_model"),
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
