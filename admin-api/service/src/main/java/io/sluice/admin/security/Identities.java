package io.sluice.admin.security;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a principal into what Quarkus checks roles of, and finds it there again. */
public final class Identities {

  private static final String PRINCIPAL = "sluice.principal";

  /** Whole epoch seconds, as Long, after which Quarkus closes a WebSocket of this identity. */
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

  /** Whose executions are seen; nobody's by who did not sign in. */
  public static Organizations organizations(SecurityIdentity identity) {
    Principal principal = principal(identity);
    return principal == null ? Organizations.of(List.of()) : principal.organizations();
  }

  /** Null for who did not sign in. */
  public static @Nullable Principal principal(SecurityIdentity identity) {
    return identity.getAttribute(PRINCIPAL);
  }
}
