package io.sluice.admin.retention;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * SQL of partitions by execution id. Names of tables are constants of this package and names that
 * PostgreSQL gave, never input.
 */
@Singleton
final class PartitionStore {

  /**
   * A table with a partition for each day.
   *
   * @param key the column with the execution id
   * @param written when a row was written, as an SQL expression
   */
  record Partitioned(String table, String key, String written) {}

  /** A partition with an upper bound. */
  record Partition(String name, UUID end) {}

  /** A wait for a lock ends after this, because others wait behind it. */
  private static final String LOCK_TIMEOUT = "SET LOCAL lock_timeout = '250ms'";

  private final Database database;

  PartitionStore(Database database) {
    this.database = database;
  }

  /** Makes the partition of a day; returns false if the day has one. */
  boolean create(Partitioned of, LocalDate day) {
    return database.upkeep(
        connection -> {
          limitLockTime(connection);
          return Sql.first(
                  connection,
                  "SELECT create_day_partition(?, ?::date)",
                  row -> row.getBoolean(1),
                  of.table(),
                  day.toString())
              .orElse(false);
        });
  }

  /** The partitions of a table with an upper bound, oldest first; not the default one. */
  List<Partition> partitions(Partitioned of) {
    return database.upkeep(
        connection ->
            Sql.list(
                connection,
                """
                SELECT name, "end" FROM (
                  SELECT i.inhrelid::regclass::text AS name, (regexp_match(
                    pg_get_expr(c.relpartbound, c.oid), 'TO \\(''([0-9a-f-]{36})''\\)'))[1]::uuid AS "end"
                  FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                  WHERE i.inhparent = ?::regclass) p
                WHERE "end" IS NOT NULL ORDER BY "end"
                """,
                row -> new Partition(row.getString("name"), Columns.uuid(row, "end")),
                of.table()));
  }

  /** The number of rows written since a time, at most {@code limit}. */
  long younger(Partitioned of, Partition partition, Instant since, int limit) {
    return database.upkeep(
        connection ->
            Sql.first(
                    connection,
                    String.format(
                        Locale.ROOT,
                        "SELECT count(*) FROM (SELECT FROM %s WHERE %s >= ? LIMIT %d) found",
                        partition.name(),
                        of.written(),
                        limit),
                    row -> row.getLong(1),
                    since)
                .orElse(0L));
  }

  /**
   * Drops a partition. What was written since a time moves to the default partition: it is copied
   * before the table is locked, while writers of this one partition wait.
   */
  void drop(Partitioned of, Partition partition, Instant since, boolean some) {
    database.upkeep(
        connection -> {
          limitLockTime(connection);
          if (some) {
            Sql.update(
                connection, "LOCK TABLE " + partition.name() + " IN SHARE ROW EXCLUSIVE MODE");
            Sql.update(
                connection,
                String.format(
                    Locale.ROOT,
                    "CREATE TEMP TABLE kept ON COMMIT DROP AS SELECT * FROM %s WHERE %s >= '%s'",
                    partition.name(),
                    of.written(),
                    since));
          }
          Sql.update(
              connection, "ALTER TABLE " + of.table() + " DETACH PARTITION " + partition.name());
          if (some) {
            Sql.update(connection, "INSERT INTO " + of.table() + " SELECT * FROM kept");
          }
          return Sql.update(connection, "DROP TABLE " + partition.name());
        });
  }

  /** Deletes rows of a partition that were written before a time; returns their number. */
  int delete(Partitioned of, String partition, String condition, Instant before, int limit) {
    return database.upkeep(
        connection ->
            Sql.update(
                connection,
                String.format(
                    Locale.ROOT,
                    "DELETE FROM %1$s WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$s WHERE %2$s < ?"
                        + " AND %3$s LIMIT %4$d))",
                    partition,
                    of.written(),
                    condition,
                    limit),
                before));
  }

  private static void limitLockTime(Connection connection) throws SQLException {
    Sql.update(connection, LOCK_TIMEOUT);
  }
}
