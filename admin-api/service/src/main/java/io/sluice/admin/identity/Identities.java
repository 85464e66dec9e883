package io.sluice.admin.identity;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stores a principal in the identity that Quarkus checks roles of, and reads it back. */
public final class Identities {

  private static final String PRINCIPAL = "sluice.principal";

  /**
   * Attribute with the expiry in epoch seconds as Long, after which Quarkus closes a WebSocket of
   * this identity.
   */
  private static final String EXPIRY = "quarkus.identity.expire-time";

  private Identities() {}

  static SecurityIdentity of(Principal principal) {
    var identity =
        QuarkusSecurityIdentity.builder()
            .setPrincipal(new QuarkusPrincipal(principal.name()))
            .addAttribute(PRINCIPAL, principal);
    if (principal.role() != null) {
      identity.addRoles(principal.role().expanded());
    }
    if (principal.expiresAt() != null) {
      identity.addAttribute(EXPIRY, principal.expiresAt().getEpochSecond() + 1);
    }
    return identity.build();
  }

  /** Returns the organizations of the identity; none for an anonymous caller. */
  public static Organizations organizations(SecurityIdentity identity) {
    Principal principal = principal(identity);
    return principal == null ? Organizations.of(List.of()) : principal.organizations();
  }

  /** Returns the principal, or null for an anonymous caller. */
  public static @Nullable Principal principal(SecurityIdentity identity) {
    return identity.getAttribute(PRINCIPAL);
  }
}
