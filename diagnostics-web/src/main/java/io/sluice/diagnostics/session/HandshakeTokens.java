package io.sluice.diagnostics.session;

import io.quarkus.oidc.AuthorizationCodeTokens;
import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TokenStateManager;
import io.quarkus.oidc.runtime.DefaultTokenStateManager;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

/**
 * Keeps the tokens of a sign-in in its cookies, and withholds the refresh token from the handshake
 * of a WebSocket. Its answer carries no cookie, so the refreshed tokens would be lost, and the next
 * request would come with a refresh token that a provider may take for a stolen one. With expired
 * tokens the handshake is refused instead; the page then asks for {@code /live/session} first. Runs
 * on the event loop.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class HandshakeTokens implements TokenStateManager {

  private final DefaultTokenStateManager cookies;

  HandshakeTokens(DefaultTokenStateManager cookies) {
    this.cookies = cookies;
  }

  @Override
  public Uni<String> createTokenState(
      RoutingContext routing,
      OidcTenantConfig provider,
      AuthorizationCodeTokens tokens,
      OidcRequestContext<String> context) {
    return cookies.createTokenState(routing, provider, tokens, context);
  }

  @Override
  public Uni<AuthorizationCodeTokens> getTokens(
      RoutingContext routing,
      OidcTenantConfig provider,
      String state,
      OidcRequestContext<AuthorizationCodeTokens> context) {
    Uni<AuthorizationCodeTokens> tokens = cookies.getTokens(routing, provider, state, context);
    return routing.request().getHeader("Upgrade") == null
        ? tokens
        : tokens.map(HandshakeTokens::withoutRefresh);
  }

  private static AuthorizationCodeTokens withoutRefresh(AuthorizationCodeTokens tokens) {
    return new AuthorizationCodeTokens(
        tokens.getIdToken(),
        tokens.getAccessToken(),
        null,
        tokens.getAccessTokenExpiresIn(),
        tokens.getAccessTokenScope());
  }

  @Override
  public Uni<Void> deleteTokens(
      RoutingContext routing,
      OidcTenantConfig provider,
      String state,
      OidcRequestContext<Void> context) {
    return cookies.deleteTokens(routing, provider, state, context);
  }
}
