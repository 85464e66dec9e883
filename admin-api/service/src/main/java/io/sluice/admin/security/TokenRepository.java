package io.sluice.admin.security;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/** Rows of access_token. */
@ApplicationScoped
class TokenRepository implements PanacheRepositoryBase<AccessToken, String> {

  /** Who a token that is good now belongs to. */
  @Transactional
  Optional<Principal> valid(String hash, Instant now) {
    return find("#AccessToken.valid", hash, now)
        .firstResultOptional()
        .map(
            token ->
                new Principal(
                    token.user.username, lesser(token.role, token.user.role), token.expiresAt));
  }

  /** A token gives no more than its user has now. */
  private static Role lesser(String token, String user) {
    Role first = Role.of(token);
    Role second = Role.of(user);
    return first.compareTo(second) < 0 ? first : second;
  }
}
