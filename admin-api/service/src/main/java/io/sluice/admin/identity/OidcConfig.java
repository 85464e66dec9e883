package io.sluice.admin.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Configuration of the OpenID provider. */
@ConfigMapping(prefix = "sluice.oidc")
interface OidcConfig {

  /** True if people sign in at the provider; built-in users are off then. */
  @WithDefault("false")
  boolean enabled();

  /** URL of the issuer, exactly as in its tokens and its discovery document. */
  Optional<String> issuer();

  /** Required audience of its tokens: this installation. */
  Optional<String> audience();

  /** Name of the claim with a person's groups, or a JSON pointer like {@code /a/b}. */
  @WithDefault("groups")
  String rolesClaim();

  /** Name of the claim with a person's organizations, or a JSON pointer. */
  @WithDefault("organizations")
  String organizationsClaim();

  /** Groups of each role; the highest role counts. */
  Optional<List<String>> rolesViewer();

  Optional<List<String>> rolesOperator();

  Optional<List<String>> rolesDeployer();

  Optional<List<String>> rolesPlatformAdmin();
}
