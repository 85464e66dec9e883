package io.sluice.admin.identity;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Sql;
import io.sluice.api.TokenApi.PersonalToken;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Table of access tokens. It holds the hash of a token, never the token. */
@Singleton
final class TokenStore {

  /** Precision of the last use of a personal access token, which saves most updates. */
  private static final Duration LAST_USE_PRECISION = Duration.ofMinutes(1);

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
    Sql.update(
        connection,
        """
        INSERT INTO access_token (id, hash, user_id, session_id, name, role, created_at,
          expires_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        token.id(),
        token.hash(),
        token.user(),
        token.session(),
        token.name(),
        token.role().word(),
        token.createdAt(),
        token.expiresAt());
  }

  /** Returns the principal of a valid token, and records the use of a personal access token. */
  Optional<Principal> valid(Connection connection, String hash, Instant now) throws SQLException {
    Optional<Principal> found =
        Sql.first(
            connection,
            """
            SELECT t.id, t.role, t.session_id, t.expires_at, u.id AS user_id, u.username,
              u.role AS user_role, u.organizations, u.must_change_password
            FROM access_token t JOIN app_user u ON u.id = t.user_id
            WHERE t.hash = ? AND u.enabled AND (t.expires_at IS NULL OR t.expires_at > ?)
            """,
            TokenStore::principal,
            hash,
            now);
    if (found.isPresent()) {
      Sql.update(
          connection,
          """
          UPDATE access_token SET last_used_at = ?
          WHERE hash = ? AND session_id IS NULL AND (last_used_at IS NULL OR last_used_at < ?)
          """,
          now,
          hash,
          now.minus(LAST_USE_PRECISION));
    }
    return found;
  }

  private static Principal principal(ResultSet row) throws SQLException {
    UUID session = row.getObject("session_id", UUID.class);
    boolean mustChange = session != null && row.getBoolean("must_change_password");
    Role role = lesser(Role.of(row.getString("role")), Role.of(row.getString("user_role")));
    return new Principal(
        row.getString("username"),
        mustChange ? null : role,
        Organizations.of(List.of((String[]) row.getArray("organizations").getArray())),
        row.getString("id"),
        Columns.instantOrNull(row, "expires_at"),
        new Principal.BuiltIn(Columns.uuid(row, "user_id"), session, mustChange));
  }

  /** Returns the lower role, because a token gives no more rights than its user has now. */
  private static Role lesser(Role token, Role user) {
    return token.compareTo(user) < 0 ? token : user;
  }

  /** Deletes the older tokens of a session. */
  void removeOlder(Connection connection, UUID session, Instant than) throws SQLException {
    Sql.update(
        connection,
        "DELETE FROM access_token WHERE session_id = ? AND created_at < ?",
        session,
        than);
  }

  /** Returns a user's personal access tokens, newest first. */
  List<PersonalToken> personal(Connection connection, UUID user, int limit) throws SQLException {
    return Sql.list(
        connection,
        """
        SELECT * FROM access_token WHERE user_id = ? AND session_id IS NULL
        ORDER BY created_at DESC, id LIMIT ?
        """,
        TokenStore::personal,
        user,
        limit);
  }

  private static PersonalToken personal(ResultSet row) throws SQLException {
    return new PersonalToken(
        Columns.uuid(row, "id"),
        row.getString("name"),
        row.getString("role"),
        Columns.instant(row, "created_at"),
        Columns.instantOrNull(row, "expires_at"),
        Columns.instantOrNull(row, "last_used_at"));
  }

  /**
   * Deletes a personal access token and returns its name and role; empty if the user has no such
   * token.
   */
  Optional<String> remove(Connection connection, UUID user, UUID id) throws SQLException {
    return Sql.first(
        connection,
        """
        DELETE FROM access_token WHERE id = ? AND user_id = ? AND session_id IS NULL
        RETURNING 'name=' || name || ' role=' || role
        """,
        row -> row.getString(1),
        id,
        user);
  }
}
