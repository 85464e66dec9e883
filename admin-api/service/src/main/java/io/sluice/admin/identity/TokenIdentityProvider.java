package io.sluice.admin.identity;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.sluice.admin.http.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Authenticates a token of Sluice and gives its identity the roles of its principal. */
@Singleton
final class TokenIdentityProvider implements IdentityProvider<TokenIdentityProvider.TokenRequest> {

  private final TokenVerifier tokens;
  private final RefusedTokens refused;

  TokenIdentityProvider(TokenVerifier tokens, RefusedTokens refused) {
    this.tokens = tokens;
    this.refused = refused;
  }

  @Override
  public Class<TokenRequest> getRequestType() {
    return TokenRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      TokenRequest request, AuthenticationRequestContext context) {
    Principal known = tokens.cached(request.token());
    if (known != null) {
      return Uni.createFrom().item(known.identity());
    }
    String address = address(request);
    if (refused.isKnown(request.token())) {
      return Uni.createFrom().failure(notValid());
    }
    try {
      refused.check(address);
    } catch (ProblemException e) {
      return Uni.createFrom().failure(e);
    }
    return context.runBlocking(() -> lookUp(request.token(), address));
  }

  private SecurityIdentity lookUp(String token, String address) {
    return tokens
        .lookUp(token)
        .map(Principal::identity)
        .orElseThrow(
            () -> {
              refused.refused(token, address);
              return notValid();
            });
  }

  private static AuthenticationFailedException notValid() {
    return new AuthenticationFailedException("The token is not valid");
  }

  private static String address(TokenRequest request) {
    RoutingContext routing = HttpSecurityUtils.getRoutingContextAttribute(request);
    return routing == null ? "" : Caller.address(routing);
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
