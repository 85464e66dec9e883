package io.sluice.admin.user;

import io.sluice.admin.database.Columns;
import io.sluice.admin.security.Role;
import io.sluice.api.PersonalToken;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes, lists and removes rows of access_token. The token itself is nowhere, only its hash. */
@Singleton
final class TokenStore {

  /**
   * A token that is to be kept.
   *
   * @param session null for a personal access token
   */
  record Kept(
      UUID id,
      String hash,
      UUID user,
      @Nullable UUID session,
      String name,
      Role role,
      Instant createdAt,
      @Nullable Instant expiresAt) {}

  void insert(Connection connection, Kept token) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO access_token (id, hash, user_id, session_id, name, role, created_at,
              expires_at)
            VALUES (?, ?, ?, ?::uuid, ?, ?, ?, ?::timestamptz)
            """)) {
      insert.setObject(1, token.id());
      insert.setString(2, token.hash());
      insert.setObject(3, token.user());
      insert.setObject(4, token.session());
      insert.setString(5, token.name());
      insert.setString(6, token.role().word());
      Columns.bind(insert, 7, token.createdAt());
      Instant end = token.expiresAt();
      insert.setString(8, end == null ? null : end.toString());
      insert.executeUpdate();
    }
  }

  /** Removes those of a session that were made earlier. */
  void removeOlder(Connection connection, UUID session, Instant than) throws SQLException {
    try (var delete =
        connection.prepareStatement(
            "DELETE FROM access_token WHERE session_id = ? AND created_at < ?")) {
      delete.setObject(1, session);
      Columns.bind(delete, 2, than);
      delete.executeUpdate();
    }
  }

  /** The personal ones of a user, newest first; at most as many as one may have. */
  List<PersonalToken> personal(Connection connection, UUID user, int limit) throws SQLException {
    try (var select =
        connection.prepareStatement(
            """
            SELECT * FROM access_token WHERE user_id = ? AND session_id IS NULL
            ORDER BY created_at DESC, id LIMIT ?
            """)) {
      select.setObject(1, user);
      select.setInt(2, limit);
      var tokens = new ArrayList<PersonalToken>();
      try (var row = select.executeQuery()) {
        while (row.next()) {
          tokens.add(
              new PersonalToken(
                  Columns.uuid(row, "id"),
                  row.getString("name"),
                  row.getString("role"),
                  Columns.instant(row, "created_at"),
                  Columns.instantOrNull(row, "expires_at"),
                  Columns.instantOrNull(row, "last_used_at")));
        }
      }
      return tokens;
    }
  }

  /** The name and role of what was removed; empty when the user has no such personal token. */
  Optional<String> remove(Connection connection, UUID user, UUID id) throws SQLException {
    try (var delete =
        connection.prepareStatement(
            """
            DELETE FROM access_token WHERE id = ? AND user_id = ? AND session_id IS NULL
            RETURNING 'name=' || name || ' role=' || role
            """)) {
      delete.setObject(1, id);
      delete.setObject(2, user);
      try (var row = delete.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }
}
