package io.sluice.admin.identity;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rule that built-in users sign in at a loopback address only, unless the configuration allows
 * more.
 */
final class SignInAddress {

  private static final Set<String> LOOPBACK = Set.of("localhost", "::1", "[::1]");

  private SignInAddress() {}

  /** Returns the reason why the service must not start, or null. */
  static @Nullable String refusal(String host, boolean allowedBeyondLoopback) {
    return allowedBeyondLoopback || LOOPBACK.contains(host) || host.startsWith("127.")
        ? null
        : "QUARKUS_HTTP_HOST is "
            + host
            + ", so other hosts can reach the sign-in of built-in users: set SLUICE_OIDC_ENABLED"
            + " and sign in at an OpenID provider, or allow it with"
            + " SLUICE_SECURITY_BUILT_IN_USERS_BEYOND_LOOPBACK=true.";
  }
}
