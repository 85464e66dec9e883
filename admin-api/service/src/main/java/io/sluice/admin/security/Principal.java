package io.sluice.admin.security;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, and as what.
 *
 * @param role null gives no right but to look after one's own sign-in
 * @param tokenId names the token, and is no secret; null when its provider gave it no name
 * @param expiresAt when the token ends; null when it does not
 * @param builtIn null for who signed in at a provider
 */
public record Principal(
    String name,
    @Nullable Role role,
    Organizations organizations,
    @Nullable String tokenId,
    @Nullable Instant expiresAt,
    @Nullable BuiltIn builtIn) {

  /** Whether nothing that may be done or seen has changed. */
  boolean hasRightsOf(Principal then) {
    return role == then.role && organizations.equals(then.organizations);
  }

  /**
   * A built-in user.
   *
   * @param session null for a personal access token
   */
  public record BuiltIn(UUID user, @Nullable UUID session, boolean mustChangePassword) {}
}
