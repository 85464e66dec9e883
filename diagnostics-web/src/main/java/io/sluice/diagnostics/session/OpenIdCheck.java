package io.sluice.diagnostics.session;

import io.quarkus.runtime.StartupEvent;
import io.sluice.diagnostics.InvalidConfiguration;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Refuses to start if OpenID Connect is on and no issuer is configured. */
@Singleton
class OpenIdCheck {

  void check(@Observes StartupEvent event, OpenIdConfig provider) {
    if (provider.enabled() && provider.issuer().isEmpty()) {
      throw new InvalidConfiguration(
          "SLUICE_OIDC_ISSUER is not set: with SLUICE_OIDC_ENABLED=true it is the provider's URL, as"
              + " its discovery document names it.");
    }
  }
}
