package io.sluice.admin.circuitbreaker;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.api.BlacklistApi.BlacklistEntry;
import io.sluice.api.Page;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL that lists entries, newest first. */
@Singleton
final class BlacklistFinder {

  private static final String SELECT =
      "SELECT b.*, w.name FROM blacklist b JOIN workflow w ON w.id = b.workflow_id ";

  private final Database database;

  BlacklistFinder(Database database) {
    this.database = database;
  }

  private record Shown(long id, BlacklistEntry entry) {}

  /** Entries older than the one of this id. */
  Page<BlacklistEntry> page(long before, boolean withRemoved, int limit) {
    List<Shown> rows =
        database.read(connection -> rows(connection, before, withRemoved, limit + 1));
    boolean more = rows.size() > limit;
    List<Shown> shown = more ? rows.subList(0, limit) : rows;
    return new Page<>(
        shown.stream().map(Shown::entry).toList(),
        more ? Long.toString(shown.getLast().id()) : null);
  }

  private static List<Shown> rows(
      Connection connection, long before, boolean withRemoved, int limit) throws SQLException {
    return Sql.list(
        connection,
        SELECT + "WHERE b.id < ? AND (? OR b.removed_at IS NULL) ORDER BY b.id DESC LIMIT ?",
        row -> new Shown(row.getLong("id"), entry(row)),
        before,
        withRemoved,
        limit);
  }

  /** The latest entry of a workflow, in the caller's transaction. */
  BlacklistEntry latest(Connection connection, UUID workflow) throws SQLException {
    try (var select =
        connection.prepareStatement(
            SELECT + "WHERE b.workflow_id = ? ORDER BY b.id DESC LIMIT 1")) {
      select.setObject(1, workflow);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return entry(row);
      }
    }
  }

  /** The number of workflows that may not run. */
  long blacklistedWorkflows() {
    return database.transaction(
        connection -> {
          try (var select =
                  connection.prepareStatement(
                      "SELECT count(*) FROM blacklist_door WHERE NOT probation");
              var row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  private static BlacklistEntry entry(ResultSet row) throws SQLException {
    return new BlacklistEntry(
        Columns.uuid(row, "workflow_id"),
        row.getString("name"),
        row.getString("reason"),
        row.getBoolean("automatic"),
        row.getInt("stuck_count"),
        Columns.instant(row, "blacklisted_at"),
        row.getString("blacklisted_by"),
        Columns.instantOrNull(row, "removed_at"),
        Columns.text(row, "removed_by"),
        Columns.text(row, "removal_reason"),
        probation(row));
  }

  private static BlacklistEntry.@Nullable Probation probation(ResultSet row) throws SQLException {
    Instant since = Columns.instantOrNull(row, "probation_since");
    return since == null
        ? null
        : new BlacklistEntry.Probation(
            since,
            row.getInt("probation_left"),
            Objects.requireNonNullElse(Columns.text(row, "probation_by"), ""),
            Objects.requireNonNullElse(Columns.text(row, "probation_reason"), ""));
  }
}
