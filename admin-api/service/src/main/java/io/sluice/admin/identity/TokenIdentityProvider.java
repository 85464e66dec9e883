package io.sluice.admin.identity;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Authenticates a token of Sluice and gives its identity the roles of its principal. */
@Singleton
final class TokenIdentityProvider implements IdentityProvider<TokenIdentityProvider.TokenRequest> {

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
        ? Uni.createFrom().item(known.identity())
        : context.runBlocking(() -> lookUp(request.token()));
  }

  private SecurityIdentity lookUp(String token) {
    return tokens
        .lookUp(token)
        .map(Principal::identity)
        .orElseThrow(() -> new AuthenticationFailedException("The token is not valid"));
  }

  /** Authentication request with a token of Sluice: of a sign-in, or a personal access token. */
  static final class TokenRequest extends BaseAuthenticationRequest {

    private final String token;

    TokenRequest(String token) {
      this.token = token;
    }

    String token() {
      return token;
    }
  }
}
