package io.sluice.diagnostics.session;

import io.quarkus.runtime.StartupEvent;
import io.sluice.diagnostics.InvalidConfiguration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Configures the OpenID provider; its remaining settings are in application.properties. */
@ConfigMapping(prefix = "sluice.oidc")
public interface OpenIdConfig {

  /** Signs people in at the OpenID provider; built-in users are off then. */
  @WithDefault("false")
  boolean enabled();

  /** The issuer URL, exactly as the discovery document has it. */
  Optional<String> issuer();

  /** The client id of this application. */
  @WithDefault("sluice-page")
  String clientId();

  /** The secret of a confidential client. */
  Optional<String> clientSecret();

  /** Scopes besides {@code openid}, so that tokens contain people's groups. */
  Optional<String> scopes();

  /** Scopes of the token with which this instance reads the live stream. */
  Optional<String> streamScopes();

  /** Refuses to start if OpenID Connect is on and its configuration is incomplete. */
  @Singleton
  static class OpenIdCheck {

    void check(@Observes StartupEvent event, OpenIdConfig provider, SessionConfig session) {
      if (!provider.enabled()) {
        return;
      }
      if (provider.issuer().isEmpty()) {
        throw new InvalidConfiguration(
            "SLUICE_OIDC_ISSUER is not set: with SLUICE_OIDC_ENABLED=true it is the provider's URL, as"
                + " its discovery document names it.");
      }
      if (session.keyFile().isEmpty()) {
        throw new InvalidConfiguration(
            "SLUICE_SESSION_KEY_FILE is not set: with SLUICE_OIDC_ENABLED=true it must name a file with a"
                + " line of 32 characters or more, the same for all replicas; openssl rand -base64 32"
                + " makes one.");
      }
    }
  }
}
