package io.sluice.admin.identity;

import io.sluice.admin.database.Columns;
import io.sluice.admin.database.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Table of sign-in sessions. The access tokens of a session are deleted with it. Plain SQL, because
 * ended sessions are deleted without a wait for locked ones.
 */
@Singleton
final class SessionStore {

  /**
   * A session, from a sign-in to its sign-out.
   *
   * @param refreshKey secret from which the successor of a refresh token is derived
   */
  record Session(
      UUID id,
      UUID user,
      String refreshHash,
      String refreshKey,
      Instant refreshedAt,
      Instant endsAt) {

    /** Omits the key, which must not appear in a log. */
    @Override
    public String toString() {
      return "Session[id=" + id + ", user=" + user + "]";
    }
  }

  void insert(Connection connection, Session session) throws SQLException {
    Sql.update(
        connection,
        """
        INSERT INTO sign_in_session (id, user_id, refresh_hash, refresh_key, created_at,
          refreshed_at, ends_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        session.id(),
        session.user(),
        session.refreshHash(),
        session.refreshKey(),
        session.refreshedAt(),
        session.refreshedAt(),
        session.endsAt());
  }

  /** Finds a session and locks its row. */
  Optional<Session> locked(Connection connection, UUID id) throws SQLException {
    return Sql.first(
        connection,
        "SELECT * FROM sign_in_session WHERE id = ? FOR UPDATE",
        row ->
            new Session(
                id,
                Columns.uuid(row, "user_id"),
                row.getString("refresh_hash"),
                row.getString("refresh_key"),
                Columns.instant(row, "refreshed_at"),
                Columns.instant(row, "ends_at")),
        id);
  }

  void refreshed(Connection connection, UUID id, String refreshHash, Instant now)
      throws SQLException {
    Sql.update(
        connection,
        "UPDATE sign_in_session SET refresh_hash = ?, refreshed_at = ? WHERE id = ?",
        refreshHash,
        now,
        id);
  }

  void end(Connection connection, UUID id) throws SQLException {
    Sql.update(connection, "DELETE FROM sign_in_session WHERE id = ?", id);
  }

  /** Ends the sessions of a user, except one. */
  void endOthers(Connection connection, UUID user, @Nullable UUID except) throws SQLException {
    Sql.update(
        connection,
        "DELETE FROM sign_in_session WHERE user_id = ? AND id IS DISTINCT FROM ?::uuid",
        user,
        except);
  }

  /** Deletes ended sessions; concurrent calls do not wait for each other. */
  void clean(Connection connection, Instant now) throws SQLException {
    Sql.update(
        connection,
        """
        DELETE FROM sign_in_session WHERE id IN (SELECT id FROM sign_in_session
          WHERE ends_at < ? ORDER BY ends_at LIMIT 1000 FOR UPDATE SKIP LOCKED)
        """,
        now);
  }
}
