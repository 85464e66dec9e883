package io.sluice.admin.identity;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;

/**
 * Decides whether a caller may see inputs, results and log lines (docs/security.md). Safe on every
 * thread.
 */
@Singleton
public final class PayloadAccess {

  private final boolean viewersSeePayloads;

  PayloadAccess(SecurityConfig config) {
    this.viewersSeePayloads = config.viewersSeePayloads();
  }

  public boolean shownTo(SecurityIdentity identity) {
    return viewersSeePayloads || identity.hasRole(Role.OPERATOR_NAME);
  }
}
