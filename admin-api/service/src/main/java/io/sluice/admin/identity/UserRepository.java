package io.sluice.admin.identity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.sluice.admin.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Built-in users. Calls run in a shared transaction of the caller. */
@ApplicationScoped
class UserRepository implements PanacheRepositoryBase<UserRow, UUID> {

  Optional<BuiltInUser> enabled(String username) {
    return find("username = ?1 and enabled", username).firstResultOptional().map(UserRow::user);
  }

  Optional<BuiltInUser> user(UUID id) {
    return findByIdOptional(id).map(UserRow::user);
  }

  /** Finds a user and locks the row. New sessions and tokens of the user are not blocked. */
  Optional<BuiltInUser> locked(UUID id) {
    return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE).map(UserRow::user);
  }

  /**
   * Locks all enabled administrators in a fixed order, so that of two concurrent changes the second
   * one sees the first.
   */
  List<BuiltInUser> lockedAdministrators() {
    return find("enabled and role = ?1 order by id", Role.PLATFORM_ADMIN_NAME)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .stream()
        .map(UserRow::user)
        .toList();
  }

  /** Returns users by name, after the given one. */
  List<BuiltInUser> after(String username, int limit) {
    return find("username > ?1 order by username", username).page(0, limit).stream()
        .map(UserRow::user)
        .toList();
  }

  /** Inserts a user; returns false if the name is taken. SQL, because a conflict is no failure. */
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

  void update(BuiltInUser user) {
    findById(user.id()).set(user);
    flush();
  }
}
