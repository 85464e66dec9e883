package io.sluice.diagnostics.session;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** Asks who is behind a sign-in. */
final class SessionRequest extends BaseAuthenticationRequest {

  private final UserSession session;

  SessionRequest(UserSession session) {
    this.session = session;
  }

  UserSession session() {
    return session;
  }
}
