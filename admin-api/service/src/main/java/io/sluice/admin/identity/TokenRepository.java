package io.sluice.admin.identity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.sluice.api.TokenApi.PersonalToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Access tokens. Calls run in a shared transaction of the caller. */
@ApplicationScoped
class TokenRepository implements PanacheRepositoryBase<TokenRow, UUID> {

  /** Precision of the last use of a personal access token, which saves most updates. */
  private static final Duration LAST_USE_PRECISION = Duration.ofMinutes(1);

  /**
   * A token to be stored.
   *
   * @param session null for a personal access token
   */
  record Kept(
      UUID id,
      String hash,
      UUID user,
      @Nullable UUID session,
      String name,
      Role role,
      Instant createdAt,
      @Nullable Instant expiresAt) {}

  void insert(Kept token) {
    var row = new TokenRow();
    row.id = token.id();
    row.hash = token.hash();
    row.userId = token.user();
    row.sessionId = token.session();
    row.name = token.name();
    row.role = token.role().word();
    row.createdAt = token.createdAt();
    row.expiresAt = token.expiresAt();
    persistAndFlush(row);
  }

  /** Returns the caller with a valid token, and records the use of a personal access token. */
  Optional<Principal> valid(String hash, Instant now) {
    Optional<TokenRow> token =
        find("hash = ?1 and (expiresAt is null or expiresAt > ?2)", hash, now)
            .firstResultOptional();
    Optional<Principal> principal =
        token.flatMap(
            each -> {
              UserRow user = getEntityManager().find(UserRow.class, each.userId);
              return user.enabled ? Optional.of(each.principal(user.user())) : Optional.empty();
            });
    if (principal.isPresent()) {
      int _ =
          update(
              "lastUsedAt = ?1 where hash = ?2 and sessionId is null"
                  + " and (lastUsedAt is null or lastUsedAt < ?3)",
              now,
              hash,
              now.minus(LAST_USE_PRECISION));
    }
    return principal;
  }

  /** Deletes the older tokens of a session. */
  void removeOlder(UUID session, Instant than) {
    long _ = delete("sessionId = ?1 and createdAt < ?2", session, than);
  }

  /** Returns a user's personal access tokens, newest first. */
  List<PersonalToken> personal(UUID user, int limit) {
    return find("userId = ?1 and sessionId is null order by createdAt desc, id", user)
        .page(0, limit)
        .stream()
        .map(TokenRow::view)
        .toList();
  }

  /** Deletes a user's personal access tokens that have expired. */
  void removeExpired(UUID user, Instant now) {
    long _ = delete("userId = ?1 and sessionId is null and expiresAt <= ?2", user, now);
  }

  /** Deletes all personal access tokens of a user and returns their number. */
  long removeAll(UUID user) {
    return delete("userId = ?1 and sessionId is null", user);
  }

  /**
   * Deletes a personal access token and returns its name and role; empty if the user has no such
   * token.
   */
  Optional<String> remove(UUID user, UUID id) {
    Optional<TokenRow> token =
        find("id = ?1 and userId = ?2 and sessionId is null", id, user).firstResultOptional();
    long deleted = delete("id = ?1 and userId = ?2 and sessionId is null", id, user);
    return deleted == 0
        ? Optional.empty()
        : token.map(each -> "name=" + each.name + " role=" + each.role);
  }
}
