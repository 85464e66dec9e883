package io.sluice.admin.operations;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import io.sluice.api.AuditEntry;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the audit. */
@Singleton
final class AuditStore {

  private final Database database;

  AuditStore(Database database) {
    this.database = database;
  }

  /** Returns entries, newest first. */
  List<AuditEntry> find(AuditQuery query, int limit) {
    String sql =
        "SELECT * FROM audit" + query.where() + " ORDER BY at DESC, id DESC LIMIT " + limit;
    return database.read(
        connection -> Sql.list(connection, sql, AuditStore::entry, query.values()));
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getLong("id"),
        Columns.instant(row, "at"),
        row.getString("actor"),
        Columns.text(row, "role"),
        Columns.text(row, "token_id"),
        Columns.text(row, "address"),
        Columns.text(row, "request_id"),
        row.getString("action"),
        row.getString("object"),
        Columns.text(row, "reason"),
        Columns.text(row, "before"),
        Columns.text(row, "after"),
        row.getString("result"),
        Columns.text(row, "hash"));
  }

  /**
   * Returns the latest day before the given day that has a chain, or the latest of all for null.
   */
  Optional<LocalDate> dayBefore(@Nullable LocalDate day) {
    return database.upkeep(
        connection ->
            Sql.first(
                connection,
                """
                SELECT day FROM audit_chain WHERE day < coalesce(?::date, 'infinity')
                ORDER BY day DESC LIMIT 1
                """,
                row -> row.getObject("day", LocalDate.class),
                day));
  }

  /** Returns the first broken position in the chain of a day, or empty if the chain is intact. */
  Optional<Long> firstBroken(LocalDate day) {
    return database.upkeep(
        connection ->
            Sql.list(
                    connection,
                    """
                    WITH entry AS (
                      SELECT a.position, a.hash, row_number() OVER w AS number,
                        a.hash = audit_hash(a) AND a.previous_hash = lag(a.hash, 1, '') OVER w AS fits
                      FROM audit a WHERE a.day = ? WINDOW w AS (ORDER BY a.position))
                    SELECT least(min(e.number) FILTER (WHERE e.position <> e.number OR NOT e.fits),
                      CASE WHEN count(e.position) <> c.length
                          OR max(e.hash) FILTER (WHERE e.position = c.length) IS DISTINCT FROM c.hash
                        THEN count(e.position) + 1 END) AS broken
                    FROM audit_chain c LEFT JOIN entry e ON true WHERE c.day = ?
                    GROUP BY c.day, c.length, c.hash
                    """,
                    row -> Optional.ofNullable(Columns.longOrNull(row, "broken")),
                    day,
                    day)
                .stream()
                .flatMap(Optional::stream)
                .findFirst());
  }
}
