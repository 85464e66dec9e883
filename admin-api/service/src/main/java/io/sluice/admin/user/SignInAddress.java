package io.sluice.admin.user;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Built-in users sign in at the loopback address only, unless that is allowed explicitly. */
final class SignInAddress {

  private static final Set<String> LOOPBACK = Set.of("localhost", "::1", "[::1]");

  private SignInAddress() {}

  /** Why the service must not start, or null when it may. */
  static @Nullable String refusal(String host, boolean allowedBeyondLoopback) {
    return allowedBeyondLoopback || LOOPBACK.contains(host) || host.startsWith("127.")
        ? null
        : "QUARKUS_HTTP_HOST is "
            + host
            + ", where others can reach the sign-in of built-in users: set SLUICE_OIDC_ENABLED"
            + " and sign in at an OpenID provider, or allow it with"
            + " SLUICE_SECURITY_BUILT_IN_USERS_BEYOND_LOOPBACK=true.";
  }
}
