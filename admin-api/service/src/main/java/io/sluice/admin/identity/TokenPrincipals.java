package io.sluice.admin.identity;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Database;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds the principals of access tokens. */
@Singleton
final class TokenPrincipals {

  /** Precision of the last use of a personal access token, which saves most updates. */
  private static final Duration LAST_USE_PRECISION = Duration.ofMinutes(1);

  private final Database database;

  TokenPrincipals(Database database) {
    this.database = database;
  }

  /** Returns the principal of a valid token. */
  Optional<Principal> valid(String hash, Instant now) {
    return database.transaction(
        connection -> {
          Optional<Principal> found = find(connection, hash, now);
          if (found.isPresent()) {
            used(connection, hash, now);
          }
          return found;
        });
  }

  private static Optional<Principal> find(Connection connection, String hash, Instant now)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            """
            SELECT t.id, t.role, t.session_id, t.expires_at, u.id AS user_id, u.username,
              u.role AS user_role, u.organizations, u.must_change_password
            FROM access_token t JOIN app_user u ON u.id = t.user_id
            WHERE t.hash = ? AND u.enabled AND (t.expires_at IS NULL OR t.expires_at > ?)
            """)) {
      select.setString(1, hash);
      Columns.bind(select, 2, now);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(principal(row)) : Optional.empty();
      }
    }
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

  private static void used(Connection connection, String hash, Instant now) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            UPDATE access_token SET last_used_at = ?
            WHERE hash = ? AND session_id IS NULL AND (last_used_at IS NULL OR last_used_at < ?)
            """)) {
      Columns.bind(update, 1, now);
      update.setString(2, hash);
      Columns.bind(update, 3, now.minus(LAST_USE_PRECISION));
      update.executeUpdate();
    }
  }
}
