package io.sluice.diagnostics.session;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** Asks who is behind a sign-in. */
final class SessionRequest extends BaseAuthenticationRequest {

  private final Session session;

  SessionRequest(Session session) {
    this.session = session;
  }

  Session session() {
    return session;
  }
}
