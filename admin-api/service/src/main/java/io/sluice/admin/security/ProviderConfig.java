package io.sluice.admin.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** The OpenID provider at which people sign in. */
@ConfigMapping(prefix = "sluice.oidc")
interface ProviderConfig {

  /** Whether there is one; built-in users are off then. */
  @WithDefault("false")
  boolean enabled();

  /** Its URL, exactly as its tokens and its discovery document name it. */
  Optional<String> issuer();

  /** What its tokens must name as their audience: this installation. */
  Optional<String> audience();

  /** The claim that holds a person's groups: its name, or a JSON pointer like {@code /a/b}. */
  @WithDefault("groups")
  String rolesClaim();

  /** The claim that holds a person's organizations: its name, or a JSON pointer. */
  @WithDefault("organizations")
  String organizationsClaim();

  /** The groups that give each role; with several roles the last one counts. */
  Optional<List<String>> rolesViewer();

  Optional<List<String>> rolesOperator();

  Optional<List<String>> rolesDeployer();

  Optional<List<String>> rolesPlatformAdmin();
}
