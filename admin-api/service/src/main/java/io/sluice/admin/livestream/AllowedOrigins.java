package io.sluice.admin.livestream;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Origins that may open a WebSocket: those of this host and the configured ones. Programs send no
 * origin. CORS does not cover an upgrade (docs/security.md).
 */
record AllowedOrigins(Set<String> allowed) {

  AllowedOrigins {
    allowed =
        allowed.stream()
            .map(origin -> origin.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Returns true if the origin is allowed.
   *
   * @param origin the header, or null if it was not sent
   * @param host the host header, with its port
   */
  boolean allow(@Nullable String origin, @Nullable String host) {
    if (origin == null) {
      return true;
    }
    String asked = origin.toLowerCase(Locale.ROOT);
    return allowed.contains(asked) || (host != null && isOf(host.toLowerCase(Locale.ROOT), asked));
  }

  /**
   * Returns true if the origin is this host; the scheme is ignored, because a proxy may terminate
   * TLS.
   */
  private static boolean isOf(String host, String origin) {
    try {
      URI page = URI.create(origin);
      return ("http".equals(page.getScheme()) || "https".equals(page.getScheme()))
          && origin.equals(page.getScheme() + "://" + page.getAuthority())
          && host.equals(page.getAuthority());
    } catch (IllegalArgumentException notAnOrigin) {
      return false;
    }
  }
}
