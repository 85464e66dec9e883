package io.sluice.admin.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Authenticates a token of Sluice and gives its identity the roles of its principal. */
@Singleton
final class TokenIdentities implements IdentityProvider<TokenRequest> {

  private final TokenCheck tokens;

  TokenIdentities(TokenCheck tokens) {
    this.tokens = tokens;
  }

  @Override
  public Class<TokenRequest> getRequestType() {
    return TokenRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      TokenRequest request, AuthenticationRequestContext context) {
    Principal known = tokens.cached(request.token());
    return known != null
        ? Uni.createFrom().item(Identities.of(known))
        : context.runBlocking(() -> lookUp(request.token()));
  }

  private SecurityIdentity lookUp(String token) {
    return tokens
        .lookUp(token)
        .map(Identities::of)
        .orElseThrow(() -> new AuthenticationFailedException("The token is not valid"));
  }
}
