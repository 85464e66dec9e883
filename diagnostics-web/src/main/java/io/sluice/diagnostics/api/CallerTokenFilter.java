package io.sluice.diagnostics.api;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;

/**
 * Sends the signed-in person's own token with each request, so that admin-api decides by that
 * person's rights. The token is that of the sign-in or of the OpenID provider.
 */
@ApplicationScoped
public class CallerTokenFilter implements ClientRequestFilter {

  private final SecurityIdentity identity;

  CallerTokenFilter(SecurityIdentity identity) {
    this.identity = identity;
  }

  @Override
  public void filter(ClientRequestContext request) {
    // At a provider there are an ID token and a refresh token too; only this one is for an API.
    TokenCredential credential = identity.getCredential(AccessTokenCredential.class);
    if (credential == null) {
      credential = identity.getCredential(TokenCredential.class);
    }
    if (credential != null) {
      request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, bearer(credential.getToken()));
    }
  }

  /** The value of the Authorization header. */
  public static String bearer(String token) {
    return "Bearer " + token;
  }
}
