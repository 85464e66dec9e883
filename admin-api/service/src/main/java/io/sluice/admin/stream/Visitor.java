package io.sluice.admin.stream;

import io.sluice.admin.security.Organizations;

/**
 * Who opened a connection.
 *
 * @param person the name in the token
 * @param organizations whose executions are shown
 * @param payloads whether inputs, results and log lines may be shown
 * @param token as it came with the handshake, to look at the rights again
 */
record Visitor(String person, Organizations organizations, boolean payloads, String token) {

  /** The token is a secret. */
  @Override
  public String toString() {
    return person;
  }
}
