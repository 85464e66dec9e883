package io.sluice.admin.identity;

import io.sluice.api.SignIn;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Issues the tokens of a sign-in in the caller's transaction. */
@Singleton
final class SignInSessions {

  private static final String REFRESH = "slr_";

  /**
   * Time for which the previous access token stays valid after a refresh, for requests in transit.
   */
  private static final Duration OVERLAP = Duration.ofMinutes(1);

  private final SessionStore store;
  private final TokenRepository tokens;
  private final SecurityConfig config;

  SignInSessions(SessionStore store, TokenRepository tokens, SecurityConfig config) {
    this.store = store;
    this.tokens = tokens;
    this.config = config;
  }

  /**
   * A refresh token. It contains the id of its session, so that the use of an older token is
   * recognized.
   */
  record RefreshToken(UUID session, String secret) {

    static RefreshToken next(UUID session) {
      return new RefreshToken(session, Secrets.random(32));
    }

    static Optional<RefreshToken> of(String text) {
      int end = REFRESH.length() + 36;
      try {
        return text.startsWith(REFRESH) && text.length() > end && text.charAt(end) == '.'
            ? Optional.of(
                new RefreshToken(
                    UUID.fromString(text.substring(REFRESH.length(), end)),
                    text.substring(end + 1)))
            : Optional.empty();
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    String text() {
      return REFRESH + session + "." + secret;
    }

    String hash() {
      return Secrets.hash(secret);
    }

    /** Omits the secret, which must not appear in a log. */
    @Override
    public String toString() {
      return "RefreshToken[session=" + session + "]";
    }
  }

  SignIn.Answer begin(Connection connection, BuiltInUser user, Instant now) throws SQLException {
    store.clean(connection, now);
    var refresh = RefreshToken.next(UUID.randomUUID());
    var session =
        new SessionStore.Session(
            refresh.session(), user.id(), refresh.hash(), now, now.plus(config.sessionLongest()));
    store.insert(connection, session);
    return answer(user, session, refresh, now);
  }

  SignIn.Answer goOn(
      Connection connection, BuiltInUser user, SessionStore.Session session, Instant now)
      throws SQLException {
    var refresh = RefreshToken.next(session.id());
    store.refreshed(connection, session.id(), refresh.hash(), now);
    tokens.removeOlder(session.id(), now.minus(OVERLAP));
    return answer(user, session, refresh, now);
  }

  boolean over(SessionStore.Session session, Instant now) {
    return !now.isBefore(session.endsAt())
        || !now.isBefore(session.refreshedAt().plus(config.sessionIdle()));
  }

  private SignIn.Answer answer(
      BuiltInUser user, SessionStore.Session session, RefreshToken refresh, Instant now) {
    String token = Secrets.newToken();
    Instant end = now.plus(config.signInToken());
    Instant expiry = end.isAfter(session.endsAt()) ? session.endsAt() : end;
    tokens.insert(
        new TokenRepository.Kept(
            UUID.randomUUID(),
            Secrets.hash(token),
            user.id(),
            session.id(),
            "sign-in",
            user.role(),
            now,
            expiry));
    return new SignIn.Answer(
        token,
        Duration.between(now, expiry).toSeconds(),
        refresh.text(),
        user.mustChangePassword());
  }
}
