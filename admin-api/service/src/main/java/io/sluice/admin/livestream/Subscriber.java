package io.sluice.admin.livestream;

import io.sluice.admin.identity.Organizations;
import io.sluice.admin.identity.Principal;

/**
 * The subscriber of a connection.
 *
 * @param who principal of the token at the handshake
 * @param payloads true if inputs, results and log lines may be shown
 * @param token token of the handshake, which is revalidated later
 */
record Subscriber(Principal who, boolean payloads, String token) {

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
