package io.sluice.admin.stream;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may open a socket: those of this host, and the configured ones. A program sends no
 * origin. CORS does not cover an upgrade (security, section 4).
 */
record Origins(Set<String> allowed) {

  Origins {
    allowed =
        allowed.stream()
            .map(origin -> origin.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Compares exactly.
   *
   * @param origin the header, if it was sent
   * @param host what the client calls this host, with its port
   */
  boolean allow(@Nullable String origin, @Nullable String host) {
    if (origin == null) {
      return true;
    }
    String asked = origin.toLowerCase(Locale.ROOT);
    return allowed.contains(asked) || (host != null && isOf(host.toLowerCase(Locale.ROOT), asked));
  }

  /** A proxy may have ended TLS, so the scheme says nothing. */
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
