package io.sluice.admin.user;

import io.sluice.admin.audit.Audit;
import io.sluice.admin.database.Database;
import io.sluice.admin.problem.ProblemException;
import io.sluice.admin.problem.ProblemType;
import io.sluice.admin.security.TokenCheck;
import io.sluice.api.PasswordChange;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Changes the caller's password. */
@Singleton
final class OwnPassword {

  private static final Logger LOG = Logger.getLogger(OwnPassword.class);

  private final UserRows rows;
  private final SessionRows sessions;
  private final Passwords passwords;
  private final FailedSignIns failures;
  private final TokenCheck tokens;
  private final Database database;
  private final Audit audit;
  private final InstantSource clock;

  OwnPassword(
      UserRows rows,
      SessionRows sessions,
      Passwords passwords,
      FailedSignIns failures,
      TokenCheck tokens,
      Database database,
      Audit audit,
      InstantSource clock) {
    this.rows = rows;
    this.sessions = sessions;
    this.passwords = passwords;
    this.failures = failures;
    this.tokens = tokens;
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Changes the password and ends the user's other sign-ins.
   *
   * @throws ProblemException if the present password is wrong or the new one is not allowed
   */
  void change(UUID id, UUID session, PasswordChange change, String address) {
    BuiltInUser user = database.transaction(connection -> rows.find(connection, id)).orElseThrow();
    checked(user, change, address);
    Users.checked("new_password", change.newPassword(), user.username());
    if (change.newPassword().equals(change.currentPassword())) {
      throw refused("new_password", "must differ from the present one");
    }
    String hash = passwords.hash(change.newPassword());
    database.transaction(
        connection -> {
          keep(connection, user, session, hash);
          return id;
        });
    tokens.forget();
    LOG.infof("password changed user=%s", user.username());
  }

  private void checked(BuiltInUser user, PasswordChange change, String address) {
    Duration blocked = failures.blockedFor(user.username(), address, clock.instant());
    if (blocked.isPositive()) {
      throw new ProblemException(
          ProblemType.TOO_MANY.problem(
              "The password was wrong too often. Retry-After says when to try again."),
          blocked);
    }
    if (!passwords.matches(change.currentPassword(), user.passwordHash())) {
      failures.failed(user.username(), address, clock.instant());
      database.transaction(
          connection -> {
            audit.write(connection, entry(user.username(), "refused: wrong password", null));
            return user;
          });
      throw refused("current_password", "is not your password");
    }
  }

  private void keep(Connection connection, BuiltInUser user, UUID session, String hash)
      throws SQLException {
    BuiltInUser now = rows.locked(connection, user.id()).orElseThrow();
    rows.update(
        connection,
        new BuiltInUser(
            now.id(),
            now.username(),
            hash,
            now.role(),
            now.organizations(),
            now.enabled(),
            false,
            now.createdAt()));
    sessions.endOthers(connection, user.id(), session);
    audit.write(connection, entry(user.username(), "allowed", "password=new"));
  }

  private static Audit.Entry entry(String username, String result, @Nullable String after) {
    return new Audit.Entry(
        username, "user.password", "user/" + username, null, null, after, result);
  }

  private static ProblemException refused(String field, String message) {
    return new ProblemException(ProblemType.INVALID.field(field, message));
  }
}
