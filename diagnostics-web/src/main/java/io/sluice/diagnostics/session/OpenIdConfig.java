package io.sluice.diagnostics.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The OpenID provider at which people sign in; the rest is in application.properties. */
@ConfigMapping(prefix = "sluice.oidc")
interface OpenIdConfig {

  /** Whether there is one; built-in users are off then. */
  @WithDefault("false")
  boolean enabled();

  /** Its URL, exactly as its discovery document names it. */
  Optional<String> issuer();

  /** What this page is called there. */
  @WithDefault("sluice-page")
  String clientId();

  /** The secret of a confidential client. */
  Optional<String> clientSecret();

  /** What is asked for beside {@code openid}, so that tokens name people's groups. */
  Optional<String> scopes();
}
