package io.sluice.admin.stream;

import io.sluice.admin.security.Organizations;
import io.sluice.admin.security.Principal;

/**
 * The subscriber of a connection.
 *
 * @param who principal of the token at the handshake
 * @param payloads true if inputs, results and log lines may be shown
 * @param token token of the handshake, which is revalidated later
 */
record Visitor(Principal who, boolean payloads, String token) {

  String person() {
    return who.name();
  }

  Organizations organizations() {
    return who.organizations();
  }

  /** Omits the token, which is a secret. */
  @Override
  public String toString() {
    return who.name();
  }
}
