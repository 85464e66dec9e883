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

  /**
   * Time for which the previous access token stays valid after a refresh, for requests in transit.
   */
  private static final Duration OVERLAP = Duration.ofMinutes(1);

  /**
   * Time for which the previous refresh token stays valid: for a lost response, and for two
   * instances of diagnostics-web that refresh for the same browser (docs/security.md). Shorter than
   * the minute after which the page refreshes again, so that two users of one token are recognized.
   */
  private static final Duration LEEWAY = Duration.ofSeconds(30);

  private final SessionStore store;
  private final TokenRepository tokens;
  private final SecurityConfig config;

  SignInSessions(SessionStore store, TokenRepository tokens, SecurityConfig config) {
    this.store = store;
    this.tokens = tokens;
    this.config = config;
  }

  SignIn.Answer begin(Connection connection, BuiltInUser user, Instant now) throws SQLException {
    store.clean(connection, now);
    var refresh = RefreshToken.first(UUID.randomUUID());
    var session =
        new SessionStore.Session(
            refresh.session(),
            user.id(),
            refresh.hash(),
            Secrets.random(32),
            now,
            now.plus(config.sessionLongest()));
    store.insert(connection, session);
    return answer(user, session, refresh, now);
  }

  /**
   * Answers with the successor of a refresh token, which is the same for each use, or with empty if
   * the token is neither the latest nor, for a short time, the one before.
   */
  Optional<SignIn.Answer> goOn(
      Connection connection,
      BuiltInUser user,
      SessionStore.Session session,
      RefreshToken token,
      Instant now)
      throws SQLException {
    RefreshToken successor = token.successor(session.refreshKey());
    if (token.hash().equals(session.refreshHash())) {
      store.refreshed(connection, session.id(), successor.hash(), now);
    } else if (!successor.hash().equals(session.refreshHash())
        || !now.isBefore(session.refreshedAt().plus(LEEWAY))) {
      return Optional.empty();
    }
    tokens.removeOlder(session.id(), now.minus(OVERLAP));
    return Optional.of(answer(user, session, successor, now));
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
