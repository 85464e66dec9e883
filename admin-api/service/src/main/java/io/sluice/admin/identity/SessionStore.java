package io.sluice.admin.identity;

import io.sluice.admin.database.Columns;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Table of sign-in sessions. The access tokens of a session are deleted with it. */
@Singleton
final class SessionStore {

  /** A session, from a sign-in to its sign-out. */
  record Session(UUID id, UUID user, String refreshHash, Instant refreshedAt, Instant endsAt) {}

  void insert(Connection connection, Session session) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO sign_in_session (id, user_id, refresh_hash, created_at, refreshed_at, ends_at)
            VALUES (?, ?, ?, ?, ?, ?)
            """)) {
      insert.setObject(1, session.id());
      insert.setObject(2, session.user());
      insert.setString(3, session.refreshHash());
      Columns.bind(insert, 4, session.refreshedAt());
      Columns.bind(insert, 5, session.refreshedAt());
      Columns.bind(insert, 6, session.endsAt());
      insert.executeUpdate();
    }
  }

  /** Finds a session and locks its row. */
  Optional<Session> locked(Connection connection, UUID id) throws SQLException {
    try (var select =
        connection.prepareStatement("SELECT * FROM sign_in_session WHERE id = ? FOR UPDATE")) {
      select.setObject(1, id);
      try (var row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Session(
                    id,
                    Columns.uuid(row, "user_id"),
                    row.getString("refresh_hash"),
                    Columns.instant(row, "refreshed_at"),
                    Columns.instant(row, "ends_at")))
            : Optional.empty();
      }
    }
  }

  void refreshed(Connection connection, UUID id, String refreshHash, Instant now)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            "UPDATE sign_in_session SET refresh_hash = ?, refreshed_at = ? WHERE id = ?")) {
      update.setString(1, refreshHash);
      Columns.bind(update, 2, now);
      update.setObject(3, id);
      update.executeUpdate();
    }
  }

  void end(Connection connection, UUID id) throws SQLException {
    try (var delete = connection.prepareStatement("DELETE FROM sign_in_session WHERE id = ?")) {
      delete.setObject(1, id);
      delete.executeUpdate();
    }
  }

  /** Ends the sessions of a user, except one. */
  void endOthers(Connection connection, UUID user, @Nullable UUID but) throws SQLException {
    try (var delete =
        connection.prepareStatement(
            "DELETE FROM sign_in_session WHERE user_id = ? AND id IS DISTINCT FROM ?::uuid")) {
      delete.setObject(1, user);
      delete.setObject(2, but);
      delete.executeUpdate();
    }
  }

  /** Deletes ended sessions; concurrent calls do not wait for each other. */
  void clean(Connection connection, Instant now) throws SQLException {
    try (var delete =
        connection.prepareStatement(
            """
            DELETE FROM sign_in_session WHERE id IN (SELECT id FROM sign_in_session
              WHERE ends_at < ? ORDER BY ends_at LIMIT 1000 FOR UPDATE SKIP LOCKED)
            """)) {
      Columns.bind(delete, 1, now);
      delete.executeUpdate();
    }
  }
}
