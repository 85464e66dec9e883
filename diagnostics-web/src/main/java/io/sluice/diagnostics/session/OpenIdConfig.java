package io.sluice.diagnostics.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Configures the OpenID provider; its remaining settings are in application.properties. */
@ConfigMapping(prefix = "sluice.oidc")
interface OpenIdConfig {

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
}
