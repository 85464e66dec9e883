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
import java.time.Instant;

/** Turns a token into who calls, with the role and those it includes. */
@Singleton
final class TokenIdentities implements IdentityProvider<TokenAuthenticationRequest> {

  /** Whole seconds since the epoch, as Long: Quarkus closes a WebSocket then. */
  private static final String EXPIRES = "quarkus.identity.expire-time";

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
    var identity =
        QuarkusSecurityIdentity.builder()
            .setPrincipal(new QuarkusPrincipal(principal.username()))
            .addRoles(principal.role().expanded());
    Instant end = principal.expiresAt();
    return end == null
        ? identity.build()
        : identity.addAttribute(EXPIRES, end.getEpochSecond() + 1).build();
  }
}
