package io.sluice.admin.security;

import io.quarkus.elytron.security.common.BcryptUtil;
import io.sluice.admin.audit.Audit;
import io.sluice.admin.database.Database;
import io.sluice.api.SignIn;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Signs people in. An unknown user and a wrong password take the same time and answer. */
@Singleton
class SignInService {

  static final int BCRYPT_COST = 12;
  private static final int MOST_AT_ONCE = 2;

  private final UserRepository users;
  private final Database database;
  private final Audit audit;
  private final InstantSource clock;
  private final Duration validFor;
  private final FailedSignIns failures = new FailedSignIns();

  /** A hash costs a core for a quarter of a second. */
  private final Semaphore hashing = new Semaphore(MOST_AT_ONCE, true);

  private final String nobody = BcryptUtil.bcryptHash(Secrets.newToken(), BCRYPT_COST);

  SignInService(
      UserRepository users,
      Database database,
      Audit audit,
      InstantSource clock,
      SecurityConfig config) {
    this.users = users;
    this.database = database;
    this.audit = audit;
    this.clock = clock;
    this.validFor = config.signInToken();
  }

  /** What became of signing in. */
  sealed interface Result {
    record SignedIn(SignIn.Answer answer) implements Result {}

    record Wrong() implements Result {}

    record TooManyFailures() implements Result {}
  }

  Result signIn(SignIn.Request request) {
    String username = request.username();
    if (failures.closed(username, clock.instant())) {
      return new Result.TooManyFailures();
    }
    Optional<AppUser> user = users.enabled(username.replace('\0', '?'));
    boolean matches = matches(request.password(), user.map(u -> u.passwordHash).orElse(nobody));
    if (user.isEmpty() || !matches) {
      failures.failed(username, clock.instant());
      record(username, "refused: wrong user or password");
      return new Result.Wrong();
    }
    failures.succeeded(username);
    return new Result.SignedIn(issue(user.get()));
  }

  private boolean matches(String password, String hash) {
    hashing.acquireUninterruptibly();
    try {
      return BcryptUtil.matches(password, hash);
    } finally {
      hashing.release();
    }
  }

  private SignIn.Answer issue(AppUser user) {
    String token = Secrets.newToken();
    Instant now = clock.instant();
    database.transaction(
        connection -> {
          insert(connection, user, Secrets.hash(token), now);
          audit.write(connection, entry(user.username, "allowed"));
          return 1;
        });
    return new SignIn.Answer(token, validFor.toSeconds());
  }

  private void insert(Connection connection, AppUser user, String hash, Instant now)
      throws SQLException {
    try (var clean = connection.prepareStatement("DELETE FROM access_token WHERE expires_at < ?")) {
      clean.setObject(1, now.atOffset(ZoneOffset.UTC));
      clean.executeUpdate();
    }
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO access_token (hash, user_id, name, role, created_at, expires_at)
            VALUES (?, ?, 'sign-in', ?, ?, ?)
            """)) {
      insert.setString(1, hash);
      insert.setObject(2, user.id);
      insert.setString(3, user.role);
      insert.setObject(4, now.atOffset(ZoneOffset.UTC));
      insert.setObject(5, now.plus(validFor).atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    }
  }

  private void record(String username, String result) {
    database.transaction(
        connection -> {
          audit.write(connection, entry(username, result));
          return 1;
        });
  }

  private static Audit.Entry entry(String username, String result) {
    String actor = username.replace('\0', '?');
    return new Audit.Entry(actor, "sign-in", "user/" + actor, null, null, null, result);
  }
}
