package io.sluice.admin.circuitbreaker;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * SQL that reads all waiting executions in pages, and the blacklisted workflows that may still have
 * some. There is no index by workflow: it would cost every execution, and this walk is rare.
 */
@Singleton
final class SweepStore {

  private final Database database;
  private final InstantSource clock;

  SweepStore(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** A waiting row. */
  record Row(UUID id, long epoch, UUID workflow) {}

  /** A position in the walk; the next page begins after it. */
  sealed interface Position {

    /** Among PENDING executions, by priority. */
    record Pending(int priority, UUID id) implements Position {
      static final Pending FIRST = new Pending(-1, new UUID(0, 0));
    }

    /** Among SCHEDULED executions, by due time. */
    record Scheduled(Instant runAt, UUID id) implements Position {
      static final Scheduled FIRST = new Scheduled(Instant.EPOCH, new UUID(0, 0));
    }

    /** The end of the walk. */
    record End() implements Position {}
  }

  record Page(List<Row> rows, Position next) {}

  /** The entries that may have waiting executions, by workflow. */
  Map<UUID, Long> toEmpty() {
    return database.transaction(
        connection -> {
          var entries = new HashMap<UUID, Long>();
          try (var select =
                  connection.prepareStatement(
                      "SELECT id, workflow_id FROM blacklist WHERE removed_at IS NULL AND"
                          + " emptied_at IS NULL");
              var row = select.executeQuery()) {
            while (row.next()) {
              entries.put(Columns.uuid(row, "workflow_id"), row.getLong("id"));
            }
          }
          return entries;
        });
  }

  /** Records that no execution of these entries waits any more. */
  int emptied(Collection<Long> entries) {
    Instant now = clock.instant();
    return database.transaction(
        connection -> {
          return Sql.update(
              connection,
              """
                  UPDATE blacklist SET emptied_at = ?
                  WHERE id = ANY (?::bigint[]) AND removed_at IS NULL AND emptied_at IS NULL
                  """,
              now,
              Sql.column("bigint", List.copyOf(entries), id -> id));
        });
  }

  Page page(Position from, int limit) {
    return switch (from) {
      case Position.Pending pending ->
          database.transaction(connection -> pending(connection, pending, limit));
      case Position.Scheduled scheduled ->
          database.transaction(connection -> scheduled(connection, scheduled, limit));
      case Position.End end -> new Page(List.of(), end);
    };
  }

  private static Page pending(Connection connection, Position.Pending from, int limit)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            """
            SELECT id, epoch, workflow_id, priority FROM execution
            WHERE status = 'PENDING' AND (priority, id) > (?, ?) ORDER BY priority, id LIMIT ?
            """)) {
      select.setInt(1, from.priority());
      select.setObject(2, from.id());
      select.setInt(3, limit);
      return page(
          select,
          limit,
          row -> new Position.Pending(row.getInt("priority"), Columns.uuid(row, "id")),
          Position.Scheduled.FIRST);
    }
  }

  private static Page scheduled(Connection connection, Position.Scheduled from, int limit)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            """
            SELECT id, epoch, workflow_id, run_at FROM execution
            WHERE status = 'SCHEDULED' AND (run_at, id) > (?, ?) ORDER BY run_at, id LIMIT ?
            """)) {
      Columns.bind(select, 1, from.runAt());
      select.setObject(2, from.id());
      select.setInt(3, limit);
      return page(
          select,
          limit,
          row -> new Position.Scheduled(Columns.instant(row, "run_at"), Columns.uuid(row, "id")),
          new Position.End());
    }
  }

  @FunctionalInterface
  private interface Reader {
    Position position(ResultSet row) throws SQLException;
  }

  private static Page page(PreparedStatement select, int limit, Reader reader, Position afterLast)
      throws SQLException {
    var rows = new ArrayList<Row>();
    Position last = afterLast;
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        rows.add(
            new Row(
                Columns.uuid(row, "id"), row.getLong("epoch"), Columns.uuid(row, "workflow_id")));
        last = reader.position(row);
      }
    }
    return new Page(rows, rows.size() < limit ? afterLast : last);
  }
}
