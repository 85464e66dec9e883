package io.sluice.diagnostics.operations;

import io.sluice.diagnostics.page.Address;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The cookie with a browser's last filter of the system log; it is not secret. Pure. */
final class LogFilterCookie {

  static final String COOKIE = "system-logs";
  private static final int MAX_LENGTH = 1_000;
  private static final Set<String> KEPT = Set.of("level", "service", "worker_id", "q", "follow");

  private LogFilterCookie() {}

  static Map<String, String> read(@Nullable String cookie) {
    var query = new LinkedHashMap<String, String>();
    if (cookie == null || cookie.length() > MAX_LENGTH) {
      return query;
    }
    for (String pair : cookie.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && KEPT.contains(pair.substring(0, equals))) {
        query.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
      }
    }
    return query;
  }

  /**
   * Formats the Set-Cookie header, without times and cursors, which are valid for one visit only.
   */
  static String cookie(Map<String, String> query) {
    var kept = new LinkedHashMap<>(query);
    kept.keySet().retainAll(KEPT);
    String text = new Address("", kept).toString();
    String value = text.isEmpty() || text.length() > MAX_LENGTH ? "" : text.substring(1);
    return COOKIE
        + "="
        + value
        + "; Path=/system-logs; HttpOnly; SameSite=Lax; Max-Age="
        + (value.isEmpty() ? 0 : 2_592_000);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException foreign) {
      return "";
    }
  }
}
