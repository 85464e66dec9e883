package io.sluice.admin.identity;

import io.sluice.admin.database.Database;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.sluice.api.Problem;
import io.sluice.api.TokenApi.NewPersonalToken;
import io.sluice.api.TokenApi.PersonalToken;
import io.sluice.api.TokenApi.PersonalTokenRequest;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes and revokes personal access tokens, each with its audit entry in one transaction. */
@Singleton
final class PersonalTokens {

  private static final int MAX_TOKENS = 50;
  private static final Duration MAX_LIFETIME = Duration.ofDays(366);

  private final TokenRepository store;
  private final UserRepository users;
  private final TokenVerifier tokens;
  private final Database database;
  private final Audit audit;
  private final InstantSource clock;

  PersonalTokens(
      TokenRepository store,
      UserRepository users,
      TokenVerifier tokens,
      Database database,
      Audit audit,
      InstantSource clock) {
    this.store = store;
    this.users = users;
    this.tokens = tokens;
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  List<PersonalToken> list(UUID user) {
    return database.shared(_ -> store.personal(user, MAX_TOKENS));
  }

  /**
   * Lists the tokens of a user, for an administrator.
   *
   * @throws ProblemException if there is no such user
   */
  List<PersonalToken> listOf(UUID user) {
    return database.shared(
        _ -> {
          if (users.user(user).isEmpty()) {
            throw Users.unknown(user.toString());
          }
          return store.personal(user, MAX_TOKENS);
        });
  }

  NewPersonalToken make(UUID user, PersonalTokenRequest request, String who) {
    Instant now = clock.instant();
    String secret = Secrets.newToken();
    var kept =
        new TokenRepository.Kept(
            UUID.randomUUID(),
            Secrets.hash(secret),
            user,
            null,
            request.name(),
            Role.of(request.role()),
            now,
            request.expiresAt().truncatedTo(ChronoUnit.MILLIS));
    Problem problem = database.shared(connection -> keep(connection, kept, who, now));
    if (problem != null) {
      throw new ProblemException(problem);
    }
    return new NewPersonalToken(
        kept.id(), kept.name(), kept.role().word(), request.expiresAt(), secret);
  }

  private @Nullable Problem keep(
      Connection connection, TokenRepository.Kept token, String who, Instant now)
      throws SQLException {
    // The lock serializes requests of one user, so that the count is exact.
    BuiltInUser user = users.locked(token.user()).orElseThrow();
    store.removeExpired(token.user(), now);
    int has = store.personal(token.user(), MAX_TOKENS).size();
    Problem problem = problem(token, user, has, now);
    if (problem == null) {
      store.insert(token);
    }
    String after = "name=%s role=%s".formatted(token.name(), token.role().word());
    String result = problem == null ? "allowed" : "refused: " + problem.detail();
    audit.write(connection, entry(who, "token.make", token.id(), null, after, result));
    return problem;
  }

  private static @Nullable Problem problem(
      TokenRepository.Kept token, BuiltInUser user, int has, Instant now) {
    if (token.role().compareTo(user.role()) > 0) {
      return ProblemType.INVALID.field(
          "role", "must not exceed your own role, " + user.role().word());
    }
    if (user.role() == Role.AGENT && token.role() != Role.AGENT) {
      return ProblemType.INVALID.field("role", "is agent for the tokens of an agent");
    }
    Instant end = token.expiresAt();
    if (end == null || !end.isAfter(now) || end.isAfter(now.plus(MAX_LIFETIME))) {
      return ProblemType.INVALID.field(
          "expires_at", "must be in the future, at most 366 days ahead");
    }
    return has >= MAX_TOKENS
        ? ProblemType.INVALID.problem(
            "You have " + MAX_TOKENS + " tokens, which is the maximum. Revoke one first.")
        : null;
  }

  /** Revokes a token. */
  void withdraw(UUID user, UUID id, String who) {
    Optional<String> removed =
        database.shared(
            connection -> {
              Optional<String> found = store.remove(user, id);
              String result = found.isPresent() ? "allowed" : "refused: no such token";
              audit.write(
                  connection, entry(who, "token.withdraw", id, found.orElse(null), null, result));
              return found;
            });
    tokens.forget();
    if (removed.isEmpty()) {
      throw unknown(id.toString());
    }
  }

  static ProblemException unknown(String id) {
    return new ProblemException(
        ProblemType.NO_SUCH_TOKEN.problem(
            "There is no token with the id " + id + ". GET /api/me/tokens lists your own."));
  }

  private static Audit.Entry entry(
      String who,
      String action,
      UUID id,
      @Nullable String before,
      @Nullable String after,
      String result) {
    return new Audit.Entry(who, action, "token/" + id, null, before, after, result);
  }
}
