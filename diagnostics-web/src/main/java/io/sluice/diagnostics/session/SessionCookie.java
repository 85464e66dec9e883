package io.sluice.diagnostics.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.diagnostics.api.ApiJson;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cookie of a sign-in: sealed, host-only, and unreadable for scripts. It is a session cookie,
 * and its content limits its validity. Thread-safe.
 */
@Singleton
class SessionCookie {

  static final String SECURE_NAME = "__Host-sluice";

  /** Browsers refuse the {@code __Host-} prefix without Secure, and Secure without TLS. */
  static final String LOOPBACK_NAME = "sluice";

  private static final int MAX_LENGTH = 4_000;
  private final SessionSeal seal;
  private final ObjectMapper json = ApiJson.of(new ObjectMapper());

  SessionCookie(SessionSeal seal) {
    this.seal = seal;
  }

  Optional<UserSession> read(HttpServerRequest request) {
    Cookie cookie = request.getCookie(name(request));
    if (cookie == null || cookie.getValue().length() > MAX_LENGTH) {
      return Optional.empty();
    }
    return seal.open(cookie.getValue()).flatMap(this::session);
  }

  private Optional<UserSession> session(String text) {
    try {
      return Optional.of(json.readValue(text, UserSession.class));
    } catch (JsonProcessingException older) {
      return Optional.empty(); // sealed by a version with another form: sign in again
    }
  }

  void write(HttpServerRequest request, HttpServerResponse response, UserSession session) {
    try {
      response.addCookie(cookie(request, seal.seal(json.writeValueAsString(session))));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A record became no JSON", impossible);
    }
  }

  void remove(HttpServerRequest request, HttpServerResponse response) {
    response.addCookie(cookie(request, "").setMaxAge(0));
  }

  private static Cookie cookie(HttpServerRequest request, String value) {
    return Cookie.cookie(name(request), value)
        .setPath("/")
        .setHttpOnly(true)
        .setSecure(secure(request))
        .setSameSite(CookieSameSite.LAX);
  }

  private static String name(HttpServerRequest request) {
    return secure(request) ? SECURE_NAME : LOOPBACK_NAME;
  }

  /**
   * False only for a browser that opens its own machine without TLS. Behind a proxy that ends TLS
   * without saying so, cookies are still secure.
   */
  private static boolean secure(HttpServerRequest request) {
    return request.isSSL()
        || !loopback(request.authority() == null ? null : request.authority().host());
  }

  static boolean loopback(@Nullable String host) {
    return host != null
        && (host.equals("localhost")
            || host.equals("[::1]")
            || host.equals("::1")
            || host.matches("127(\\.\\d{1,3}){3}"));
  }
}
