package io.sluice.admin.stream;

import io.sluice.admin.security.Organizations;
import io.sluice.admin.security.Principal;

/**
 * Who opened a connection.
 *
 * @param who as the token said at the handshake
 * @param payloads whether inputs, results and log lines may be shown
 * @param token as it came with the handshake, to look at the rights again
 */
record Visitor(Principal who, boolean payloads, String token) {

  String person() {
    return who.name();
  }

  Organizations organizations() {
    return who.organizations();
  }

  /** The token is a secret. */
  @Override
  public String toString() {
    return who.name();
  }
}
