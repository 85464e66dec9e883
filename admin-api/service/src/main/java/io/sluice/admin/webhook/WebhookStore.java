package io.sluice.admin.webhook;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Sql;
import io.sluice.admin.identity.Organizations;
import io.sluice.api.WebhookApi.WebhookView;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** SQL of webhooks, in the caller's transaction. */
@Singleton
final class WebhookStore {

  private static final String SELECT =
      """
      SELECT w.*, (SELECT count(*) FROM delivery d
          WHERE d.webhook_id = w.id AND d.state = 'PENDING') AS pending,
        (SELECT count(*) FROM delivery d WHERE d.webhook_id = w.id AND d.state = 'DEAD') AS dead
      FROM webhook w WHERE (? OR w.organization = ANY (?::text[]))
      """;

  /** Returns webhooks of the organizations by name. */
  List<WebhookView> after(
      Connection connection, String name, int limit, Organizations organizations)
      throws SQLException {
    return Sql.list(
        connection,
        SELECT + "AND w.name > ? ORDER BY w.name LIMIT ?",
        WebhookStore::view,
        organizations.all(),
        Sql.texts(organizations.words()),
        name,
        limit);
  }

  Optional<WebhookView> find(Connection connection, UUID id, Organizations organizations)
      throws SQLException {
    return Sql.first(
        connection,
        SELECT + "AND w.id = ?",
        WebhookStore::view,
        organizations.all(),
        Sql.texts(organizations.words()),
        id);
  }

  /** Locks a webhook until the end of the transaction; false if there is none. */
  boolean lock(Connection connection, UUID id) throws SQLException {
    return Sql.exists(connection, "SELECT FROM webhook WHERE id = ? FOR UPDATE", id);
  }

  /** Stores a webhook; false if its name is taken. */
  boolean insert(Connection connection, WebhookView webhook) throws SQLException {
    return Sql.update(
            connection,
            """
            INSERT INTO webhook (id, name, organization, url, kinds, secret_file, enabled,
              created_at, created_by)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING
            """,
            webhook.id(),
            webhook.name(),
            webhook.organization(),
            webhook.url(),
            Sql.texts(webhook.kinds()),
            webhook.secretFile(),
            webhook.enabled(),
            webhook.createdAt(),
            webhook.createdBy())
        == 1;
  }

  void replace(Connection connection, WebhookView webhook) throws SQLException {
    Sql.update(
        connection,
        """
        UPDATE webhook SET url = ?, kinds = ?, secret_file = ?, enabled = ?, disabled_reason = NULL
        WHERE id = ?
        """,
        webhook.url(),
        Sql.texts(webhook.kinds()),
        webhook.secretFile(),
        webhook.enabled(),
        webhook.id());
  }

  /** Disables a webhook whose receiver asked for it. Returns false if it was disabled already. */
  boolean disable(Connection connection, UUID id, String reason) throws SQLException {
    return Sql.update(
            connection,
            "UPDATE webhook SET enabled = false, disabled_reason = ? WHERE id = ? AND enabled",
            reason,
            id)
        == 1;
  }

  void delete(Connection connection, UUID id) throws SQLException {
    Sql.update(connection, "DELETE FROM webhook WHERE id = ?", id);
  }

  /** Returns the kinds of events that enabled webhooks receive. */
  Set<String> wanted(Connection connection) throws SQLException {
    return new HashSet<>(
        Sql.list(
            connection,
            "SELECT DISTINCT unnest(kinds) FROM webhook WHERE enabled",
            row -> row.getString(1)));
  }

  private static WebhookView view(ResultSet row) throws SQLException {
    return new WebhookView(
        Columns.uuid(row, "id"),
        row.getString("name"),
        Columns.text(row, "organization"),
        row.getString("url"),
        texts(row.getArray("kinds")),
        Columns.text(row, "secret_file"),
        row.getBoolean("enabled"),
        Columns.text(row, "disabled_reason"),
        Columns.instant(row, "created_at"),
        row.getString("created_by"),
        row.getLong("pending"),
        row.getLong("dead"),
        null);
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
