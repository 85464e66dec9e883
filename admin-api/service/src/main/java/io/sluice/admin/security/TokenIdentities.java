package io.sluice.admin.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Turns a token into who calls, with the role and those it includes. */
@Singleton
final class TokenIdentities implements IdentityProvider<TokenAuthenticationRequest> {

  private final TokenCheck tokens;

  TokenIdentities(TokenCheck tokens) {
    this.tokens = tokens;
  }

  @Override
  public Class<TokenAuthenticationRequest> getRequestType() {
    return TokenAuthenticationRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      TokenAuthenticationRequest request, AuthenticationRequestContext context) {
    String token = request.getToken().getToken();
    Principal known = tokens.remembered(token);
    return known != null
        ? Uni.createFrom().item(identity(known))
        : context.runBlocking(() -> lookUp(token));
  }

  private SecurityIdentity lookUp(String token) {
    return tokens
        .lookUp(token)
        .map(TokenIdentities::identity)
        .orElseThrow(() -> new AuthenticationFailedException("The token is not good"));
  }

  private static SecurityIdentity identity(Principal principal) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(principal.username()))
        .addRoles(principal.role().expanded())
        .build();
  }
}
