package io.sluice.admin.identity;

import io.sluice.admin.database.Database;
import io.sluice.admin.database.Storable;
import io.sluice.api.SignIn;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Signs users in and out. An unknown user and a wrong password take the same time and get the same
 * response.
 */
@Singleton
final class SignInService {

  private static final Logger LOG = Logger.getLogger(SignInService.class);

  private final UserRepository users;
  private final SessionStore sessionStore;
  private final SignInSessions sessions;
  private final Passwords passwords;
  private final SignInThrottle throttle;
  private final RefusedTokens refused;
  private final TokenVerifier tokens;
  private final Database database;
  private final Audit audit;
  private final InstantSource clock;

  SignInService(
      UserRepository users,
      SessionStore sessionStore,
      SignInSessions sessions,
      Passwords passwords,
      SignInThrottle throttle,
      RefusedTokens refused,
      TokenVerifier tokens,
      Database database,
      Audit audit,
      InstantSource clock) {
    this.users = users;
    this.sessionStore = sessionStore;
    this.sessions = sessions;
    this.passwords = passwords;
    this.throttle = throttle;
    this.refused = refused;
    this.tokens = tokens;
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  /** Result of a sign-in. */
  sealed interface Result {
    record SignedIn(SignIn.Answer answer) implements Result {}

    record Wrong() implements Result {}

    record TooManyFailures(Duration retryAfter) implements Result {}
  }

  Result signIn(SignIn.Request request, String address) {
    String username = Storable.text(request.username());
    Duration blocked = throttle.blockedFor(username, address, clock.instant());
    if (blocked.isPositive()) {
      return new Result.TooManyFailures(blocked);
    }
    Optional<BuiltInUser> user = database.shared(_ -> users.enabled(username));
    boolean matches =
        passwords.matches(request.password(), user.map(BuiltInUser::passwordHash).orElse(null));
    // Concurrent failures may have led to a block meanwhile; the comparison must not be answered
    // then.
    blocked = throttle.blockedFor(username, address, clock.instant());
    if (blocked.isPositive()) {
      return new Result.TooManyFailures(blocked);
    }
    if (user.isEmpty() || !matches) {
      throttle.failed(username, address, clock.instant());
      record(username, "sign-in", "refused: wrong user or password");
      return new Result.Wrong();
    }
    throttle.succeeded(username, address);
    return new Result.SignedIn(begin(user.get()));
  }

  private SignIn.Answer begin(BuiltInUser user) {
    Instant now = clock.instant();
    return database.shared(
        connection -> {
          SignIn.Answer answer = sessions.begin(connection, user, now);
          audit.write(connection, entry(user.username(), "sign-in", "allowed"));
          return answer;
        });
  }

  /**
   * Returns the next tokens, or empty if the sign-in has ended. The use of an old refresh token
   * ends it; the previous one is taken for 30 s more.
   */
  Optional<SignIn.Answer> refresh(String refreshToken, String address) {
    if (refused.isKnown(refreshToken)) {
      return Optional.empty();
    }
    refused.check(address);
    Instant now = clock.instant();
    Optional<SignIn.Answer> answer =
        RefreshToken.of(refreshToken)
            .flatMap(token -> database.shared(connection -> refresh(connection, token, now)));
    if (answer.isEmpty()) {
      refused.refused(refreshToken, address);
    }
    return answer;
  }

  private Optional<SignIn.Answer> refresh(Connection connection, RefreshToken token, Instant now)
      throws SQLException {
    SessionStore.Session session = sessionStore.locked(connection, token.session()).orElse(null);
    if (session == null) {
      return Optional.empty();
    }
    BuiltInUser user = users.user(session.user()).orElseThrow();
    if (!user.enabled() || sessions.over(session, now)) {
      sessionStore.end(connection, session.id());
      return Optional.empty();
    }
    Optional<SignIn.Answer> answer = sessions.goOn(connection, user, session, token, now);
    if (answer.isEmpty()) {
      sessionStore.end(connection, session.id());
      tokens.forget();
      LOG.warnf(
          "an old or forged refresh token was used, the sign-in ends user=%s session=%s",
          user.username(), session.id());
      audit.write(
          connection,
          entry(user.username(), "sign-in.refresh", "refused: not the latest refresh token"));
    }
    return answer;
  }

  void signOut(UUID session, String who) {
    database.transaction(
        connection -> {
          sessionStore.end(connection, session);
          audit.write(connection, entry(who, "sign-out", "allowed"));
          return session;
        });
    tokens.forget();
  }

  private void record(String username, String action, String result) {
    database.transaction(
        connection -> {
          audit.write(connection, entry(username, action, result));
          return username;
        });
  }

  private static Audit.Entry entry(String username, String action, String result) {
    return new Audit.Entry(username, action, "user/" + username, null, null, null, result);
  }
}
