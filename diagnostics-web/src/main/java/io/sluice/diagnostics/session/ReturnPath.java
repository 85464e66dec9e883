package io.sluice.diagnostics.session;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody goes after signing in: a path of this page and nothing else, whatever a link says.
 * Pure.
 */
final class ReturnPath {

  static final String HOME = "/";
  private static final int LONGEST = 2_000;

  private ReturnPath() {}

  /** The path as it is when it is one of ours; the overview otherwise. */
  static String checked(@Nullable String path) {
    return path != null && isOurs(path) ? path : HOME;
  }

  /** The path of a whole address, as htmx tells that of its page. */
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
    return path.length() <= LONGEST
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
