package io.sluice.admin.identity;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Authenticates a token of Sluice and gives its identity the roles of its principal. */
@Singleton
final class TokenIdentityProvider implements IdentityProvider<TokenRequest> {

  private final TokenVerifier tokens;

  TokenIdentityProvider(TokenVerifier tokens) {
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
