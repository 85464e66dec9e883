package io.sluice.admin.identity;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
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

  private static final String ATTRIBUTE = "sluice.principal";

  /**
   * Attribute with the expiry in epoch seconds as Long, after which Quarkus closes a WebSocket of
   * this identity.
   */
  private static final String EXPIRY_ATTRIBUTE = "quarkus.identity.expire-time";

  /** Returns the principal of an identity, or null for an anonymous caller. */
  public static @Nullable Principal of(SecurityIdentity identity) {
    return identity.getAttribute(ATTRIBUTE);
  }

  /** Returns an identity with the roles that Quarkus checks. */
  SecurityIdentity identity() {
    var identity =
        QuarkusSecurityIdentity.builder()
            .setPrincipal(new QuarkusPrincipal(name))
            .addAttribute(ATTRIBUTE, this);
    if (role != null) {
      identity.addRoles(role.expanded());
    }
    if (expiresAt != null) {
      identity.addAttribute(EXPIRY_ATTRIBUTE, expiresAt.getEpochSecond() + 1);
    }
    return identity.build();
  }

  /** Returns true if the token has not expired. */
  boolean isValid(Instant now) {
    return expiresAt == null || now.isBefore(expiresAt);
  }

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
