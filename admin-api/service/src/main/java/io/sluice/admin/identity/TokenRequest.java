package io.sluice.admin.identity;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** Authentication request with a token of Sluice: of a sign-in, or a personal access token. */
final class TokenRequest extends BaseAuthenticationRequest {

  private final String token;

  TokenRequest(String token) {
    this.token = token;
  }

  String token() {
    return token;
  }
}
