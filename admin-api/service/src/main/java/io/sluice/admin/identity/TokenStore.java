package io.sluice.admin.identity;

import io.sluice.admin.database.Columns;
import io.sluice.api.TokenApi.PersonalToken;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Table of access tokens. It holds the hash of a token, never the token. */
@Singleton
final class TokenStore {

  /**
   * A token to be stored.
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

  /** Deletes the older tokens of a session. */
  void removeOlder(Connection connection, UUID session, Instant than) throws SQLException {
    try (var delete =
        connection.prepareStatement(
            "DELETE FROM access_token WHERE session_id = ? AND created_at < ?")) {
      delete.setObject(1, session);
      Columns.bind(delete, 2, than);
      delete.executeUpdate();
    }
  }

  /** Returns a user's personal access tokens, newest first. */
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

  /**
   * Deletes a personal access token and returns its name and role; empty if the user has no such
   * token.
   */
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
