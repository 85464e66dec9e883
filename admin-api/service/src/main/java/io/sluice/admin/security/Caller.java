package io.sluice.admin.security;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;

/** Who sent the present request, for the features. */
@Singleton
public final class Caller {

  private final SecurityIdentity identity;
  private final Payloads payloads;

  Caller(SecurityIdentity identity, Payloads payloads) {
    this.identity = identity;
    this.payloads = payloads;
  }

  public String name() {
    return identity.getPrincipal().getName();
  }

  /** Whether inputs, results and log lines may be shown (security, section 3). */
  public boolean seesPayloads() {
    return payloads.shownTo(identity);
  }
}
