package io.sluice.admin.identity;

import io.sluice.admin.database.Database;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.api.UserApi.PasswordChange;
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
final class PasswordChanger {

  private static final Logger LOG = Logger.getLogger(PasswordChanger.class);

  private final UserRepository users;
  private final SessionStore sessions;
  private final Passwords passwords;
  private final SignInThrottle throttle;
  private final TokenVerifier tokens;
  private final Database database;
  private final Audit audit;
  private final InstantSource clock;

  PasswordChanger(
      UserRepository users,
      SessionStore sessions,
      Passwords passwords,
      SignInThrottle throttle,
      TokenVerifier tokens,
      Database database,
      Audit audit,
      InstantSource clock) {
    this.users = users;
    this.sessions = sessions;
    this.passwords = passwords;
    this.throttle = throttle;
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
    BuiltInUser user = database.shared(_ -> users.user(id)).orElseThrow();
    checked(user, change, address);
    Users.checked("new_password", change.newPassword(), user.username());
    if (change.newPassword().equals(change.currentPassword())) {
      throw refused("new_password", "must differ from the present one");
    }
    String hash = passwords.hash(change.newPassword());
    database.shared(
        connection -> {
          keep(connection, user, session, hash);
          return id;
        });
    tokens.forget();
    LOG.infof("password changed user=%s", user.username());
  }

  private void checked(BuiltInUser user, PasswordChange change, String address) {
    Duration blocked = throttle.blockedFor(user.username(), address, clock.instant());
    if (blocked.isPositive()) {
      throw new ProblemException(
          ProblemType.TOO_MANY.problem(
              "The password was wrong too often. Retry-After says when to try again."),
          blocked);
    }
    if (!passwords.matches(change.currentPassword(), user.passwordHash())) {
      throttle.failed(user.username(), address, clock.instant());
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
    BuiltInUser now = users.locked(user.id()).orElseThrow();
    users.update(now.withOwnPassword(hash));
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
