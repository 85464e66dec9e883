package io.sluice.admin.security;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** A token of Sluice's own that is to be checked: of a sign-in, or a personal one. */
final class TokenRequest extends BaseAuthenticationRequest {

  private final String token;

  TokenRequest(String token) {
    this.token = token;
  }

  String token() {
    return token;
  }
}
