package io.sluice.admin.worker;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.admin.execution.PriorityColumn;
import io.sluice.api.QueueView;
import io.sluice.api.WorkerView;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Reads the waiting executions from their index, a bounded number of them however many wait. Safe
 * on every thread; each call is a transaction.
 */
@Singleton
public final class QueueStore {

  private static final int FIRST_ITEMS = 20;

  /** A longer backlog is counted by the statistics of its index, which vacuum keeps. */
  private static final int MAX_COUNTED = 20_000;

  /** The oldest of these is the oldest of all, unless a retry gave all of them a later time. */
  private static final int OLDEST_OF_EACH_PRIORITY = 100;

  private final Database database;
  private final InstantSource clock;

  QueueStore(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Number of waiting executions, exact up to 20 000, and the age of the oldest one. */
  record Depth(long total, double oldestSeconds) {}

  Depth depth() {
    Instant now = clock.instant();
    return database.read(
        connection ->
            Sql.first(
                    connection,
                    """
                    SELECT CASE WHEN counted < ? THEN counted ELSE greatest(counted, (SELECT
                        reltuples::bigint FROM pg_class WHERE oid = 'execution_waiting'::regclass))
                      END AS total,
                      (SELECT min(first.queued_at) FROM unnest(ARRAY[0, 1, 2]::smallint[]) p(priority)
                        CROSS JOIN LATERAL (SELECT queued_at FROM execution e
                          WHERE e.status = 'PENDING' AND e.priority = p.priority
                          ORDER BY e.id LIMIT ?) first) AS oldest
                    FROM (SELECT count(*) AS counted FROM (SELECT FROM execution
                      WHERE status = 'PENDING' LIMIT ?) waiting) c
                    """,
                    row -> depth(row, now),
                    MAX_COUNTED,
                    OLDEST_OF_EACH_PRIORITY,
                    MAX_COUNTED)
                .orElseThrow());
  }

  private static Depth depth(ResultSet row, Instant now) throws SQLException {
    Instant oldest = Columns.instantOrNull(row, "oldest");
    double age = oldest == null ? 0 : Duration.between(oldest, now).toMillis() / 1000.0;
    return new Depth(row.getLong("total"), Math.max(0, age));
  }

  /** Returns the number, the age and the first 20 executions, as a heartbeat shows them. */
  public WorkerView.Queue head(boolean anyWorker) {
    Depth depth = depth();
    return new WorkerView.Queue(
        depth.total(), depth.oldestSeconds(), items(FIRST_ITEMS, 0, anyWorker));
  }

  List<QueueView.Item> items(int limit, int offset, boolean anyWorker) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                """
                SELECT e.id, e.workflow_id, w.name, e.organization, e.queued_at, e.priority, %s
                FROM execution e JOIN workflow w ON w.id = e.workflow_id
                WHERE e.status = 'PENDING' ORDER BY e.priority, e.id LIMIT ? OFFSET ?
                """
                    .formatted(WaitingReason.COLUMNS),
                row -> item(row, anyWorker),
                limit,
                offset));
  }

  private static QueueView.Item item(ResultSet row, boolean anyWorker) throws SQLException {
    String reason = WaitingReason.of(row);
    return new QueueView.Item(
        Columns.uuid(row, "id"),
        Columns.uuid(row, "workflow_id"),
        row.getString("name"),
        Columns.text(row, "organization"),
        Columns.instant(row, "queued_at"),
        PriorityColumn.word(row.getInt("priority")),
        !anyWorker && reason.equals(WaitingReason.WAITING_FOR_SLOT) ? "no_worker" : reason,
        null);
  }
}
