package io.sluice.admin.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A signed-in caller with its rights.
 *
 * @param role null allows nothing but changes of one's own sign-in
 * @param tokenId id of the token, no secret; null if the provider gave it none
 * @param expiresAt expiry of the token; null if it does not expire
 * @param builtIn null if the caller signed in at a provider
 */
public record Principal(
    String name,
    @Nullable Role role,
    Organizations organizations,
    @Nullable String tokenId,
    @Nullable Instant expiresAt,
    @Nullable BuiltIn builtIn) {

  /** Returns true if role and organizations are equal. */
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
