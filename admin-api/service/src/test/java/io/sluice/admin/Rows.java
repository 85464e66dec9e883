package io.sluice.admin;

import io.sluice.admin.database.Database;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Statements of tests on PostgreSQL, beside the API. */
@Singleton
public class Rows {

  private final Database database;

  Rows(Database database) {
    this.database = database;
  }

  /** Runs a statement and returns the number of changed rows. */
  public int change(String sql, @Nullable Object... values) {
    return database.transaction(
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
          }
        });
  }

  /** Returns the number in the first column of the first row. */
  public long number(String sql, Object... values) {
    return database.transaction(
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (var row = statement.executeQuery()) {
              row.next();
              return row.getLong(1);
            }
          }
        });
  }

  /** Returns the text in the first column of the first row. */
  public String text(String sql, Object... values) {
    return database.transaction(
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (var row = statement.executeQuery()) {
              row.next();
              return row.getString(1);
            }
          }
        });
  }

  public void blacklist(String workflow, String reason) {
    change(
        """
        INSERT INTO blacklist (workflow_id, reason, automatic, stuck_count, blacklisted_at,
          blacklisted_by)
        SELECT id, ?, false, 0, now(), 'test' FROM workflow WHERE name = ?
        """,
        reason,
        workflow);
  }

  public void release(String workflow) {
    change(
        """
        UPDATE blacklist SET removed_at = now(), removed_by = 'test'
        WHERE removed_at IS NULL AND workflow_id = (SELECT id FROM workflow WHERE name = ?)
        """,
        workflow);
  }

  /** Makes a user with this role for all organizations, and returns a token. */
  public String token(String role) {
    return token(role, "*");
  }

  /** Makes a user with this role for one organization, and returns a token. */
  public String token(String role, String organization) {
    String user = user(role, organization);
    return token(user, role, null, "1 hour");
  }

  /** Makes a user of this name with this role for all organizations, and returns a token. */
  public String tokenOf(String username, String role) {
    String user = user(username, role, "*");
    return token(user, role, null, "1 hour");
  }

  /** Returns another token of this user. */
  public String anotherTokenOf(String username) {
    return token(
        text("SELECT id FROM app_user WHERE username = ?", username),
        text("SELECT role FROM app_user WHERE username = ?", username),
        null,
        "1 hour");
  }

  /** Makes a user with this role, signs in, and returns the token. */
  public String signedIn(String role) {
    return signedIn(role, "1 hour");
  }

  /** Makes a user with this role, signs in, and returns a token with this lifetime. */
  public String signedIn(String role, String validFor) {
    String user = user(role, "*");
    String session = UUID.randomUUID().toString();
    change(
        "INSERT INTO sign_in_session (id, user_id, refresh_hash, created_at, refreshed_at, ends_at)"
            + " VALUES (?, ?, repeat('0', 64), now(), now(), now() + interval '8 hours')",
        session,
        user);
    return token(user, role, session, validFor);
  }

  private String user(String role, String organization) {
    return user(role + "-" + UUID.randomUUID().hashCode(), role, organization);
  }

  private String user(String username, String role, String organization) {
    String user = UUID.randomUUID().toString();
    change(
        "INSERT INTO app_user (id, username, password_hash, role, created_at, organizations)"
            + " VALUES (?, ?, 'none', ?, now(), ARRAY[?])",
        user,
        username,
        role,
        organization);
    return user;
  }

  private String token(String user, String role, @Nullable String session, String validFor) {
    String token = "slu_" + UUID.randomUUID();
    change(
        "INSERT INTO access_token (hash, user_id, session_id, name, role, created_at, expires_at)"
            + " VALUES (encode(sha256(convert_to(?, 'UTF8')), 'hex'), ?, ?::uuid, 'test', ?,"
            + " now(), now() + ?::interval)",
        token,
        user,
        session,
        role,
        validFor);
    return token;
  }

  private static void bind(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(
          i + 1,
          values[i] instanceof String text && isId(text) ? UUID.fromString(text) : values[i]);
    }
  }

  private static boolean isId(String text) {
    return text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  }
}
