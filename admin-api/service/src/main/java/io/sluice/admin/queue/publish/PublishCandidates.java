package io.sluice.admin.queue.publish;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.admin.execution.ExecutionQueueStore;
import io.sluice.admin.execution.PriorityColumn;
import io.sluice.queue.ExecutionBody;
import io.sluice.queue.ExecutionTrace;
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
import org.jspecify.annotations.Nullable;

/** SQL of the rows that should be in the queue. */
@Singleton
public final class PublishCandidates {

  /** Executions accepted a moment ago are on their way by the enqueuer. */
  private static final Duration LEFT_TO_ENQUEUER = Duration.ofSeconds(1);

  /** Executions that are due later than this wait in PostgreSQL. */
  private static final Duration DUE_SOON = Duration.ofMinutes(5);

  private static final int MAX_WEIGHT = 5;

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

    Lane lane() {
      return Lane.of(entry);
    }
  }

  /**
   * Unpublished rows of the next lanes.
   *
   * @param rows in the order to publish them
   * @param lanes of these rows, and lanes without a row that may be published now; empty if there
   *     is none any more
   */
  record Page(List<Waiting> rows, List<Lane> lanes) {}

  /**
   * Unpublished rows of the lanes after this one. Each lane has a part by its weight: of eight rows
   * five are of high priority, two normal, one low; within each lane the oldest first. The lanes
   * are found by skipping through the index.
   */
  Page unpublished(Lane after, int limit) {
    Instant before = clock.instant().minus(LEFT_TO_ENQUEUER);
    return database.transaction(connection -> unpublished(connection, after, before, limit));
  }

  Page unpublished(Connection connection, Lane after, Instant before, int limit)
      throws SQLException {
    List<Lane> lanes = lanes(connection, after, limit);
    if (lanes.isEmpty()) {
      return new Page(List.of(), lanes);
    }
    int unit = Math.max(1, limit / lanes.stream().mapToInt(Lane::weight).sum());
    List<Waiting> rows =
        Sql.list(
            connection,
            """
                %2$s JOIN (
                  SELECT n.id, n.place::float8 / lane.weight AS rank, lane.turn
                  FROM unnest(?::int[], ?::text[], ?::int[])
                    WITH ORDINALITY AS lane(priority, organization, weight, turn)
                  CROSS JOIN LATERAL (
                    SELECT e.id, row_number() OVER (ORDER BY e.id) AS place FROM execution e
                    WHERE %1$s AND e.priority = lane.priority
                      AND coalesce(e.organization, '') = lane.organization AND e.queued_at < ?
                      AND e.alive_worker IS NULL
                    ORDER BY e.id LIMIT ?) n
                  WHERE n.place <= ? * lane.weight) r ON r.id = e.id
                ORDER BY r.rank, r.turn
                """
                .formatted(UNPUBLISHED, WaitingRow.SELECT),
            row -> WaitingRow.read(row, budget),
            Sql.column("int", lanes, Lane::priority),
            Sql.column("text", lanes, Lane::organization),
            Sql.column("int", lanes, Lane::weight),
            before,
            unit * MAX_WEIGHT,
            unit);
    return new Page(rows, lanes);
  }

  /** The next lanes, until their weights fill a page. */
  private static List<Lane> lanes(Connection connection, Lane after, int limit)
      throws SQLException {
    return Sql.list(
        connection,
        """
            WITH RECURSIVE lane(priority, organization, weights) AS (
              (SELECT e.priority::int, coalesce(e.organization, ''), 0 FROM execution e
               WHERE %1$s AND (e.priority, coalesce(e.organization, '')) > (?, ?)
               ORDER BY e.priority, coalesce(e.organization, '') LIMIT 1)
              UNION ALL
              SELECT n.priority, n.organization, lane.weights + (?::int[])[lane.priority + 1]
              FROM lane CROSS JOIN LATERAL (
                SELECT e.priority::int, coalesce(e.organization, '') AS organization
                FROM execution e
                WHERE %1$s AND (e.priority, coalesce(e.organization, ''))
                  > (lane.priority, lane.organization)
                ORDER BY e.priority, coalesce(e.organization, '') LIMIT 1) n
              WHERE lane.weights + (?::int[])[lane.priority + 1] < ?)
            SELECT priority, organization FROM lane
            """
            .formatted(UNPUBLISHED),
        row -> new Lane(row.getInt(1), row.getString(2)),
        after.priority(),
        after.organization(),
        Lane.WEIGHTS,
        Lane.WEIGHTS,
        limit);
  }

  /** Position in the order of delayed rows. */
  record DuePosition(Instant runAt, UUID id) {
    static final DuePosition FIRST = new DuePosition(Instant.EPOCH, new UUID(0, 0));
  }

  /** Unpublished rows that are due within five minutes, first due first. */
  List<Waiting> dueSoon(DuePosition after, int limit) {
    Instant until = clock.instant().plus(DUE_SOON);
    return database.transaction(
        connection -> {
          return Sql.list(
              connection,
              WaitingRow.SELECT
                  + """
                      WHERE e.status = 'SCHEDULED' AND (e.run_at, e.id) > (?, ?) AND e.run_at < ?
                        AND e.published_epoch < e.epoch
                        AND e.lock_key IS NULL AND e.alive_worker IS NULL
                      ORDER BY e.run_at, e.id LIMIT ?
                      """,
              row -> WaitingRow.read(row, budget),
              after.runAt(),
              after.id(),
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
          e.queued_at, e.traceparent,
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

    private static @Nullable ExecutionTrace trace(ResultSet row) throws SQLException {
      Instant runAt = Columns.instantOrNull(row, "run_at");
      return ExecutionTrace.of(
          Columns.text(row, "traceparent"),
          runAt == null ? Columns.instant(row, "queued_at") : runAt);
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
              permit,
              trace(row)));
    }
  }
}
