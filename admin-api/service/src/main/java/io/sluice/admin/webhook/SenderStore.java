package io.sluice.admin.webhook;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import io.sluice.admin.database.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * SQL of the instances that send. A webhook has one sender at a time, by a lease of PostgreSQL's
 * clock, so that its deliveries keep their order; an instance that dies loses it.
 */
@Singleton
final class SenderStore {

  private final Database database;

  SenderStore(Database database) {
    this.database = database;
  }

  /**
   * The first delivery that waits for a webhook.
   *
   * @param attempts attempts so far
   */
  record Head(
      UUID webhook,
      String name,
      String url,
      @Nullable String secretFile,
      long sequence,
      UUID event,
      String body,
      int attempts) {}

  /** Takes webhooks whose first delivery is due and that no other instance has. */
  List<UUID> claim(UUID sender, Duration lease, int limit, Instant now) {
    return database.upkeep(
        connection ->
            Sql.list(
                connection,
                """
                UPDATE webhook w SET sender = ?,
                  sender_until = clock_timestamp() + ? * interval '1 ms'
                WHERE w.id IN (
                  SELECT c.id FROM webhook c CROSS JOIN LATERAL (
                    SELECT d.next_at FROM delivery d WHERE d.webhook_id = c.id
                      AND d.state = 'PENDING' ORDER BY d.sequence LIMIT 1) head
                  WHERE c.enabled AND c.sender_until <= clock_timestamp() AND head.next_at <= ?
                  ORDER BY head.next_at LIMIT ? FOR UPDATE OF c SKIP LOCKED)
                RETURNING w.id
                """,
                row -> Columns.uuid(row, "id"),
                sender,
                lease.toMillis(),
                now,
                limit));
  }

  /** Extends the lease and returns the first delivery, if it is due and the lease is held. */
  Optional<Head> next(UUID webhook, UUID sender, Duration lease, Instant now) {
    return database.upkeep(
        connection ->
            Sql.first(
                connection,
                """
                WITH held AS (
                  UPDATE webhook SET sender_until = clock_timestamp() + ? * interval '1 ms'
                  WHERE id = ? AND sender = ? AND sender_until > clock_timestamp() AND enabled
                  RETURNING id, name, url, secret_file)
                SELECT h.*, d.sequence, d.event_id, d.body, d.attempts
                FROM held h CROSS JOIN LATERAL (
                  SELECT * FROM delivery d WHERE d.webhook_id = h.id AND d.state = 'PENDING'
                  ORDER BY d.sequence LIMIT 1) d
                WHERE d.next_at <= ?
                """,
                SenderStore::head,
                lease.toMillis(),
                webhook,
                sender,
                now));
  }

  private static Head head(ResultSet row) throws SQLException {
    return new Head(
        Columns.uuid(row, "id"),
        row.getString("name"),
        row.getString("url"),
        Columns.text(row, "secret_file"),
        row.getLong("sequence"),
        Columns.uuid(row, "event_id"),
        row.getString("body"),
        row.getInt("attempts"));
  }

  /** Gives a webhook back. */
  void release(UUID webhook, UUID sender) {
    database.upkeep(
        connection ->
            Sql.update(
                connection,
                "UPDATE webhook SET sender_until = '-infinity' WHERE id = ? AND sender = ?",
                webhook,
                sender));
  }
}
