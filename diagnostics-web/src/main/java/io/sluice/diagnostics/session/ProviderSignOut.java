package io.sluice.diagnostics.session;

import io.quarkus.oidc.IdTokenCredential;
import io.quarkus.oidc.OidcConfigurationMetadata;
import io.quarkus.oidc.runtime.TenantConfigBean;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Ends a sign-in at the OpenID provider (OpenID Connect RP-Initiated Logout): the browser's cookies
 * go, and the browser is sent to the provider, which sends it back. Never waits.
 */
@Singleton
class ProviderSignOut {

  /** Begins the names of all cookies with tokens. */
  private static final String COOKIES = "q_session";

  private final OpenIdConfig config;
  private final TenantConfigBean tenants;

  ProviderSignOut(OpenIdConfig config, TenantConfigBean tenants) {
    this.config = config;
    this.tenants = tenants;
  }

  /**
   * Removes the cookies of the request's sign-in.
   *
   * @param identity null for a browser whose sign-in has ended here; it may go on at the provider
   * @param back the address to which the provider sends the browser
   * @return the address to which the browser goes: {@code back} itself if the provider has no
   *     sign-out
   */
  URI end(@Nullable SecurityIdentity identity, RoutingContext routing, URI back) {
    removeCookies(routing);
    OidcConfigurationMetadata provider = tenants.getDefaultTenant().getOidcMetadata();
    String endpoint = provider == null ? null : provider.getEndSessionUri();
    if (endpoint == null || ProviderOrigins.of(endpoint).isEmpty()) {
      return back;
    }
    IdTokenCredential token =
        identity == null ? null : identity.getCredential(IdTokenCredential.class);
    return address(endpoint, config.clientId(), token == null ? null : token.getToken(), back);
  }

  /** Also those of tokens that this very request has refreshed: they are good for minutes. */
  private static void removeCookies(RoutingContext routing) {
    HttpServerResponse response = routing.response();
    Set<String> names =
        routing.request().cookies().stream().map(Cookie::getName).collect(Collectors.toSet());
    for (String name : names) {
      if (name.startsWith(COOKIES)) {
        response.removeCookies(name, false);
        response.addCookie(
            Cookie.cookie(name, "")
                .setPath("/")
                .setMaxAge(0)
                .setHttpOnly(true)
                .setSecure(true)
                .setSameSite(CookieSameSite.LAX));
      }
    }
  }

  /** The address of the provider's sign-out. */
  static URI address(String endpoint, String clientId, @Nullable String idToken, URI back) {
    var address =
        new StringBuilder(endpoint)
            .append(endpoint.indexOf('?') < 0 ? '?' : '&')
            .append("client_id=")
            .append(encoded(clientId))
            .append("&post_logout_redirect_uri=")
            .append(encoded(back.toString()));
    if (idToken != null) {
      address.append("&id_token_hint=").append(encoded(idToken));
    }
    return URI.create(address.toString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
