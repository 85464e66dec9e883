package io.sluice.diagnostics.session;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** Authentication request with the session of a cookie. */
final class SessionRequest extends BaseAuthenticationRequest {

  private final UserSession session;

  SessionRequest(UserSession session) {
    this.session = session;
  }

  UserSession session() {
    return session;
  }
}
