package io.sluice.admin.identity;

import io.sluice.admin.database.Columns;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Table of built-in users. */
@Singleton
final class UserStore {

  boolean any(Connection connection) throws SQLException {
    try (var select = connection.prepareStatement("SELECT EXISTS (SELECT 1 FROM app_user)");
        var row = select.executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }

  Optional<BuiltInUser> enabled(Connection connection, String username) throws SQLException {
    try (var select =
        connection.prepareStatement("SELECT * FROM app_user WHERE username = ? AND enabled")) {
      select.setString(1, username);
      return users(select).stream().findFirst();
    }
  }

  Optional<BuiltInUser> find(Connection connection, UUID id) throws SQLException {
    try (var select = connection.prepareStatement("SELECT * FROM app_user WHERE id = ?")) {
      select.setObject(1, id);
      return users(select).stream().findFirst();
    }
  }

  /** Finds a user and locks the row. New sessions and tokens of the user are not blocked. */
  Optional<BuiltInUser> locked(Connection connection, UUID id) throws SQLException {
    try (var select =
        connection.prepareStatement("SELECT * FROM app_user WHERE id = ? FOR NO KEY UPDATE")) {
      select.setObject(1, id);
      return users(select).stream().findFirst();
    }
  }

  /**
   * Locks all enabled administrators in a fixed order, so that of two concurrent changes the second
   * one sees the first.
   */
  List<BuiltInUser> lockedAdministrators(Connection connection) throws SQLException {
    try (var select =
        connection.prepareStatement(
            """
            SELECT * FROM app_user WHERE enabled AND role = 'platform-admin'
            ORDER BY id FOR NO KEY UPDATE
            """)) {
      return users(select);
    }
  }

  /** Returns users by name, after the given one. */
  List<BuiltInUser> after(Connection connection, String username, int limit) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "SELECT * FROM app_user WHERE username > ? ORDER BY username LIMIT ?")) {
      select.setString(1, username);
      select.setInt(2, limit);
      return users(select);
    }
  }

  /** Inserts a user; returns false if the name is taken. */
  boolean insert(Connection connection, BuiltInUser user) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO app_user (id, username, created_at, password_hash, role, organizations,
              enabled, must_change_password)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """)) {
      insert.setObject(1, user.id());
      insert.setString(2, user.username());
      Columns.bind(insert, 3, user.createdAt());
      bindChangeable(insert, 4, user);
      return insert.executeUpdate() == 1;
    }
  }

  void update(Connection connection, BuiltInUser user) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            UPDATE app_user SET password_hash = ?, role = ?, organizations = ?, enabled = ?,
              must_change_password = ?
            WHERE id = ?
            """)) {
      bindChangeable(update, 1, user);
      update.setObject(6, user.id());
      update.executeUpdate();
    }
  }

  private static void bindChangeable(PreparedStatement statement, int first, BuiltInUser user)
      throws SQLException {
    statement.setString(first, user.passwordHash());
    statement.setString(first + 1, user.role().word());
    Columns.array(statement, first + 2, "text", user.organizations().words(), word -> word);
    statement.setBoolean(first + 3, user.enabled());
    statement.setBoolean(first + 4, user.mustChangePassword());
  }

  private static List<BuiltInUser> users(PreparedStatement select) throws SQLException {
    var users = new ArrayList<BuiltInUser>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        users.add(
            new BuiltInUser(
                Columns.uuid(row, "id"),
                row.getString("username"),
                row.getString("password_hash"),
                Role.of(row.getString("role")),
                Organizations.of(List.of((String[]) row.getArray("organizations").getArray())),
                row.getBoolean("enabled"),
                row.getBoolean("must_change_password"),
                Columns.instant(row, "created_at")));
      }
    }
    return users;
  }
}
