package io.sluice.admin.webhook;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Sql;
import io.sluice.api.WebhookApi.DeliveryView;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQL of the outbox, in the caller's transaction. */
@Singleton
final class DeliveryStore {

  static final String PENDING = "PENDING";
  static final String DELIVERED = "DELIVERED";
  static final String DEAD = "DEAD";

  /** An event with the bytes of its body, once for all webhooks. */
  record Written(
      UUID event,
      EventType kind,
      @Nullable String organization,
      @Nullable String subject,
      String body) {}

  /**
   * Adds events to the outbox of each webhook that wants them. The numbers follow the order of
   * their causes: what another transaction had committed before has a lower one.
   */
  void insert(Connection connection, List<Written> events, Instant now) throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO delivery (webhook_id, event_id, kind, subject, body, created_at, next_at)
        SELECT w.id, t.event, t.kind, t.subject, t.body, ?, ?
        FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[])
            WITH ORDINALITY AS t (event, kind, organization, subject, body, n)
          JOIN webhook w ON w.enabled AND t.kind = ANY (w.kinds)
            AND (w.organization IS NULL OR w.organization = t.organization)
        WHERE t.subject IS NULL OR NOT EXISTS (SELECT FROM delivery d WHERE d.webhook_id = w.id
          AND d.kind = t.kind AND d.subject = t.subject
          AND d.created_at > ?::timestamptz - interval '1 minute')
        ORDER BY t.n
        """,
        now,
        now,
        Sql.column("uuid", events, Written::event),
        Sql.column("text", events, written -> written.kind().word()),
        Sql.column("text", events, Written::organization),
        Sql.column("text", events, Written::subject),
        Sql.column("text", events, Written::body),
        now);
  }

  /** Adds an event for one webhook. */
  DeliveryView insert(Connection connection, UUID webhook, Written event, Instant now)
      throws SQLException {
    return Sql.first(
            connection,
            """
            INSERT INTO delivery (webhook_id, event_id, kind, body, created_at, next_at)
            VALUES (?, ?, ?, ?, ?, ?) RETURNING *
            """,
            DeliveryStore::view,
            webhook,
            event.event(),
            event.kind().word(),
            event.body(),
            now,
            now)
        .orElseThrow();
  }

  /** Returns deliveries of a webhook, the latest first, with numbers below the given one. */
  List<DeliveryView> before(
      Connection connection, UUID webhook, @Nullable String state, long before, int limit)
      throws SQLException {
    var values = new ArrayList<Object>(List.of(webhook, before));
    if (state != null) {
      values.add(state);
    }
    values.add(limit);
    return Sql.list(
        connection,
        "SELECT * FROM delivery WHERE webhook_id = ? AND sequence < ?"
            + (state == null ? "" : " AND state = ?")
            + " ORDER BY sequence DESC LIMIT ?",
        DeliveryStore::view,
        values.toArray());
  }

  Optional<DeliveryView> find(Connection connection, UUID webhook, long sequence)
      throws SQLException {
    return Sql.first(
        connection,
        "SELECT * FROM delivery WHERE webhook_id = ? AND sequence = ?",
        DeliveryStore::view,
        webhook,
        sequence);
  }

  /** Returns the latest delivery of a webhook that was attempted. */
  Optional<DeliveryView> last(Connection connection, UUID webhook) throws SQLException {
    return Sql.first(
        connection,
        """
        SELECT * FROM delivery WHERE webhook_id = ? AND attempts > 0
        ORDER BY sequence DESC LIMIT 1
        """,
        DeliveryStore::view,
        webhook);
  }

  /** Lets a dead delivery be attempted again; false if it is not dead. */
  boolean revive(Connection connection, UUID webhook, long sequence, Instant now)
      throws SQLException {
    return Sql.update(
            connection,
            """
            UPDATE delivery SET state = 'PENDING', attempts = 0, next_at = ?, ended_at = NULL
            WHERE webhook_id = ? AND sequence = ? AND state = 'DEAD'
            """,
            now,
            webhook,
            sequence)
        == 1;
  }

  private static DeliveryView view(ResultSet row) throws SQLException {
    String state = row.getString("state");
    return new DeliveryView(
        Long.toString(row.getLong("sequence")),
        Columns.uuid(row, "event_id"),
        row.getString("kind"),
        state,
        row.getInt("attempts"),
        Columns.instant(row, "created_at"),
        state.equals(PENDING) ? Columns.instant(row, "next_at") : null,
        Columns.instantOrNull(row, "ended_at"),
        Columns.integerOrNull(row, "status_code"),
        Columns.text(row, "reason"),
        row.getString("body"));
  }
}
