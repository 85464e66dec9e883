package io.sluice.diagnostics.session;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The page after signing in: always a path of this application, whatever the link contains. Pure.
 */
final class ReturnPath {

  static final String HOME = "/";
  private static final int MAX_LENGTH = 2_000;

  private ReturnPath() {}

  /** Returns the path if it belongs to this application; the overview otherwise. */
  static String checked(@Nullable String path) {
    return path != null && isOurs(path) ? path : HOME;
  }

  /** The path of a complete address, as htmx sends it. */
  static String ofAddress(@Nullable String address) {
    if (address == null) {
      return HOME;
    }
    try {
      URI uri = new URI(address);
      String query = uri.getRawQuery();
      return checked(query == null ? uri.getRawPath() : uri.getRawPath() + "?" + query);
    } catch (URISyntaxException foreign) {
      return HOME;
    }
  }

  private static boolean isOurs(String path) {
    return path.length() <= MAX_LENGTH
        && path.startsWith("/")
        && !path.startsWith("//")
        && !path.startsWith("/sign-")
        && path.chars().allMatch(each -> each > ' ' && each < 0x7F && each != '\\')
        && parses(path);
  }

  private static boolean parses(String path) {
    try {
      URI uri = new URI(path);
      return uri.getScheme() == null && uri.getRawAuthority() == null;
    } catch (URISyntaxException foreign) {
      return false;
    }
  }
}
