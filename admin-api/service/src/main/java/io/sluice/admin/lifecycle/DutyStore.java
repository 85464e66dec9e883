package io.sluice.admin.lifecycle;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of the leases of duties. Only the clock of PostgreSQL decides. */
@Singleton
final class DutyStore {

  private final Database database;

  DutyStore(Database database) {
    this.database = database;
  }

  /**
   * Answer to a request for a lease.
   *
   * @param term number of the granted lease; null if another instance has it
   * @param abandoned true if the lease before was not given back
   * @param completedAt time at which the duty was last completed; null if never
   */
  record Answer(@Nullable Long term, boolean abandoned, @Nullable Instant completedAt) {}

  Answer acquire(String duty, UUID holder, Duration ttl) {
    return database.upkeep(
        connection ->
            Sql.first(
                    connection,
                    """
                    WITH before AS (SELECT released, completed_at FROM duty WHERE name = ?),
                    taken AS (
                      INSERT INTO duty AS d (name, holder, term, held_until, released)
                      VALUES (?, ?, 1, clock_timestamp() + ? * interval '1 ms', false)
                      ON CONFLICT (name) DO UPDATE SET holder = EXCLUDED.holder,
                        term = d.term + 1, held_until = EXCLUDED.held_until, released = false
                      WHERE d.held_until <= clock_timestamp()
                      RETURNING term)
                    SELECT taken.term, before.released = false AS abandoned, before.completed_at
                    FROM (VALUES (1)) one (n) LEFT JOIN taken ON true LEFT JOIN before ON true
                    """,
                    row ->
                        new Answer(
                            Columns.longOrNull(row, "term"),
                            row.getBoolean("abandoned"),
                            Columns.instantOrNull(row, "completed_at")),
                    duty,
                    duty,
                    holder,
                    ttl.toMillis())
                .orElseThrow());
  }

  /** Extends a lease. Returns false if it has ended. */
  boolean extend(String duty, long term, Duration ttl) {
    return changed(
        "UPDATE duty SET held_until = clock_timestamp() + ? * interval '1 ms'"
            + " WHERE name = ? AND term = ? AND held_until > clock_timestamp()",
        ttl.toMillis(),
        duty,
        term);
  }

  /** Gives a lease back. Returns false if another instance had taken it. */
  boolean release(String duty, long term, boolean completed) {
    return changed(
        "UPDATE duty SET held_until = clock_timestamp(), released = true,"
            + " completed_at = CASE WHEN ? THEN clock_timestamp() ELSE completed_at END"
            + " WHERE name = ? AND term = ?",
        completed,
        duty,
        term);
  }

  private boolean changed(String sql, Object... values) {
    return database.upkeep(connection -> Sql.update(connection, sql, values)) == 1;
  }
}
