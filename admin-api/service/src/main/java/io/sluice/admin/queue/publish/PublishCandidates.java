package io.sluice.admin.queue.publish;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.admin.execution.ExecutionQueueStore;
import io.sluice.admin.execution.PriorityColumn;
import io.sluice.queue.ExecutionBody;
import io.sluice.queue.QueueEntry;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** SQL of the rows that should be in the queue. */
@Singleton
public final class PublishCandidates {

  /** Executions accepted a moment ago are on their way by the enqueuer. */
  private static final Duration LEFT_TO_ENQUEUER = Duration.ofSeconds(1);

  /** Executions that are due later than this wait in PostgreSQL. */
  private static final Duration DUE_SOON = Duration.ofMinutes(5);

  private static final int MAX_ORGANIZATIONS = 300;

  private static final String UNPUBLISHED =
      "e.status = 'PENDING' AND e.published_epoch < e.epoch AND e.lock_key IS NULL";

  private final Database database;
  private final ExecutionQueueStore executions;
  private final LossBudget budget;
  private final InstantSource clock;

  PublishCandidates(
      Database database, ExecutionQueueStore executions, LossBudget budget, InstantSource clock) {
    this.database = database;
    this.executions = executions;
    this.budget = budget;
    this.clock = clock;
  }

  /** The next step for a row. */
  enum Step {
    /** Into the queue. */
    PUBLISH,
    /** Its workflow is on probation: it has to wait for the lock first. */
    REQUIRE_LOCK,
    /** Its workflow is blacklisted: it ends here. */
    BLOCK
  }

  /** A row on its way into the queue. */
  record Waiting(QueueEntry entry, Step step) {
    UUID id() {
      return UUID.fromString(entry.executionId());
    }
  }

  /**
   * Unpublished rows, in the order to publish them: of eight five of high priority, two of normal,
   * one of low, so that none starves; within each priority the organizations in turn; within each
   * organization the oldest first. The organizations are found by skipping through the index.
   */
  List<Waiting> unpublished(int limit) {
    Instant before = clock.instant().minus(LEFT_TO_ENQUEUER);
    return database.transaction(connection -> unpublished(connection, before, limit));
  }

  List<Waiting> unpublished(Connection connection, Instant before, int limit) throws SQLException {
    return Sql.list(
        connection,
        """
            WITH RECURSIVE line(priority, organization) AS (
              (SELECT e.priority, coalesce(e.organization, '') FROM execution e WHERE %1$s
               ORDER BY e.priority, coalesce(e.organization, '') LIMIT 1)
              UNION ALL
              SELECT n.priority, n.organization FROM line CROSS JOIN LATERAL (
                SELECT e.priority, coalesce(e.organization, '') AS organization FROM execution e
                WHERE %1$s AND (e.priority, coalesce(e.organization, ''))
                  > (line.priority, line.organization)
                ORDER BY e.priority, coalesce(e.organization, '') LIMIT 1) n),
            oldest AS (
              SELECT n.id, line.priority, n.place
              FROM (SELECT * FROM line LIMIT ?) line CROSS JOIN LATERAL (
                SELECT e.id, row_number() OVER (ORDER BY e.id) AS place FROM execution e
                WHERE %1$s AND e.priority = line.priority
                  AND coalesce(e.organization, '') = line.organization AND e.queued_at < ? AND e.alive_worker IS NULL
                ORDER BY e.id LIMIT ?) n),
            ranked AS (
              SELECT id, row_number() OVER (PARTITION BY priority ORDER BY place, id)
                / (ARRAY[5.0, 2.0, 1.0])[priority + 1] AS rank FROM oldest)
            %2$s JOIN (SELECT id, rank FROM ranked ORDER BY rank, id LIMIT ?) r ON r.id = e.id
            ORDER BY r.rank, r.id
            """
            .formatted(UNPUBLISHED, WaitingRow.SELECT),
        row -> WaitingRow.read(row, budget),
        MAX_ORGANIZATIONS,
        before,
        limit,
        limit);
  }

  /** Unpublished rows that are due within five minutes, first due first. */
  List<Waiting> dueSoon(int limit) {
    Instant until = clock.instant().plus(DUE_SOON);
    return database.transaction(
        connection -> {
          return Sql.list(
              connection,
              WaitingRow.SELECT
                  + """
                      WHERE e.status = 'SCHEDULED' AND e.run_at < ? AND e.published_epoch < e.epoch
                        AND e.lock_key IS NULL AND e.alive_worker IS NULL
                      ORDER BY e.run_at LIMIT ?
                      """,
              row -> WaitingRow.read(row, budget),
              until,
              limit);
        });
  }

  /** Makes due executions PENDING. */
  int becomeDue(int limit) {
    Instant now = clock.instant();
    return database.transaction(connection -> executions.becomeDue(connection, now, limit));
  }

  /** Rows by id that wait again and need no lock. */
  public List<QueueEntry> entries(List<UUID> ids) {
    return named("e.lock_key IS NULL AND e.alive_worker IS NULL", ids).stream()
        .filter(row -> row.step() == Step.PUBLISH)
        .map(Waiting::entry)
        .toList();
  }

  /** Holders of locks, by id. */
  List<Waiting> holders(List<UUID> ids) {
    return named("e.alive_worker IS NULL", ids);
  }

  private List<Waiting> named(String condition, List<UUID> ids) {
    Instant until = clock.instant().plus(DUE_SOON);
    return database.transaction(
        connection -> {
          return Sql.list(
              connection,
              WaitingRow.SELECT
                  + "WHERE e.id = ANY (?::uuid[]) AND "
                  + condition
                  + " AND (e.status = 'PENDING' OR e.status = 'SCHEDULED' AND e.run_at < ?)",
              row -> WaitingRow.read(row, budget),
              Sql.column("uuid", ids, id -> id),
              until);
        });
  }

  /** Reads a row on its way into the queue. */
  static final class WaitingRow {

    /** The columns that {@link #read} needs of a row {@code e} of execution. */
    static final String SELECT =
        """
        SELECT e.id, e.epoch, e.priority, e.organization, e.losses, e.workflow_id, w.name, w.bundle_sha256,
          w.entry_point, e.input, e.timeout_ms, e.requested_model, e.suspect, e.attempt_number, e.run_at,
          e.lock_key IS NOT NULL AS exclusive, w.at_most_once, l.probation IS NOT NULL AS probe,
          d.probation AS on_probation, d.workflow_id IS NOT NULL AS listed
        FROM execution e JOIN workflow w ON w.id = e.workflow_id
          LEFT JOIN blacklist_door d ON d.workflow_id = e.workflow_id
          LEFT JOIN exclusive_lock l ON l.key = e.lock_key AND l.execution_id = e.id
        """;

    /** The model for a suspect of a crash and for a workflow on probation. */
    private static final String ISOLATED = "isolated";

    private WaitingRow() {}

    static Waiting read(ResultSet row, LossBudget budget) throws SQLException {
      return new Waiting(entry(row, budget), step(row));
    }

    private static Step step(ResultSet row) throws SQLException {
      if (!row.getBoolean("listed")) {
        return Step.PUBLISH;
      }
      if (!row.getBoolean("on_probation")) {
        return Step.BLOCK;
      }
      return row.getBoolean("exclusive") ? Step.PUBLISH : Step.REQUIRE_LOCK;
    }

    private static QueueEntry entry(ResultSet row, LossBudget budget) throws SQLException {
      String input = Columns.text(row, "input");
      boolean exclusive = row.getBoolean("exclusive");
      boolean permit = exclusive || row.getBoolean("at_most_once");
      boolean alone = row.getBoolean("suspect") || row.getBoolean("probe");
      return new QueueEntry(
          row.getString("id"),
          row.getLong("epoch"),
          PriorityColumn.priority(row.getInt("priority")),
          // PostgreSQL decides on every loss of an execution that needs a permit.
          permit ? 1 : budget.left(row.getInt("losses")),
          Columns.instantOrNull(row, "run_at"),
          Columns.text(row, "organization"),
          new ExecutionBody(
              row.getString("workflow_id"),
              row.getString("name"),
              row.getString("bundle_sha256"),
              row.getString("entry_point"),
              input == null ? "null" : input,
              Columns.longOrNull(row, "timeout_ms"),
              alone ? ISOLATED : Columns.text(row, "requested_model"),
              row.getInt("attempt_number"),
              exclusive,
              permit));
    }
  }
}
