package io.sluice.admin.identity;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Table of built-in users. */
@Singleton
final class UserStore {

  boolean any(Connection connection) throws SQLException {
    return Sql.exists(connection, "SELECT FROM app_user LIMIT 1");
  }

  Optional<BuiltInUser> enabled(Connection connection, String username) throws SQLException {
    return Sql.first(
        connection,
        "SELECT * FROM app_user WHERE username = ? AND enabled",
        UserStore::user,
        username);
  }

  Optional<BuiltInUser> find(Connection connection, UUID id) throws SQLException {
    return Sql.first(connection, "SELECT * FROM app_user WHERE id = ?", UserStore::user, id);
  }

  /** Finds a user and locks the row. New sessions and tokens of the user are not blocked. */
  Optional<BuiltInUser> locked(Connection connection, UUID id) throws SQLException {
    return Sql.first(
        connection, "SELECT * FROM app_user WHERE id = ? FOR NO KEY UPDATE", UserStore::user, id);
  }

  /**
   * Locks all enabled administrators in a fixed order, so that of two concurrent changes the second
   * one sees the first.
   */
  List<BuiltInUser> lockedAdministrators(Connection connection) throws SQLException {
    return Sql.list(
        connection,
        """
        SELECT * FROM app_user WHERE enabled AND role = 'platform-admin'
        ORDER BY id FOR NO KEY UPDATE
        """,
        UserStore::user);
  }

  /** Returns users by name, after the given one. */
  List<BuiltInUser> after(Connection connection, String username, int limit) throws SQLException {
    return Sql.list(
        connection,
        "SELECT * FROM app_user WHERE username > ? ORDER BY username LIMIT ?",
        UserStore::user,
        username,
        limit);
  }

  /** Inserts a user; returns false if the name is taken. */
  boolean insert(Connection connection, BuiltInUser user) throws SQLException {
    return Sql.update(
            connection,
            """
            INSERT INTO app_user (id, username, created_at, password_hash, role, organizations,
              enabled, must_change_password)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            user.id(),
            user.username(),
            user.createdAt(),
            user.passwordHash(),
            user.role().word(),
            Sql.texts(user.organizations().words()),
            user.enabled(),
            user.mustChangePassword())
        == 1;
  }

  void update(Connection connection, BuiltInUser user) throws SQLException {
    Sql.update(
        connection,
        """
        UPDATE app_user SET password_hash = ?, role = ?, organizations = ?, enabled = ?,
          must_change_password = ?
        WHERE id = ?
        """,
        user.passwordHash(),
        user.role().word(),
        Sql.texts(user.organizations().words()),
        user.enabled(),
        user.mustChangePassword(),
        user.id());
  }

  private static BuiltInUser user(ResultSet row) throws SQLException {
    return new BuiltInUser(
        Columns.uuid(row, "id"),
        row.getString("username"),
        row.getString("password_hash"),
        Role.of(row.getString("role")),
        Organizations.of(List.of((String[]) row.getArray("organizations").getArray())),
        row.getBoolean("enabled"),
        row.getBoolean("must_change_password"),
        Columns.instant(row, "created_at"));
  }
}
