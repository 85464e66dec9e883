package io.sluice.admin.identity;

import io.quarkus.oidc.OidcConfigurationMetadata;
import io.quarkus.oidc.runtime.TenantConfigBean;
import io.sluice.admin.http.ProblemException;
import io.sluice.admin.http.ProblemType;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The OpenID provider, if one is configured. */
@Singleton
public final class OidcProvider {

  /** URLs that are accepted from the provider's discovery document. */
  private static final Pattern WEB = Pattern.compile("https?://[A-Za-z0-9._~:/\\[\\]%?=&+-]+");

  private final OidcConfig config;
  private final TenantConfigBean tenants;

  OidcProvider(OidcConfig config, TenantConfigBean tenants) {
    this.config = config;
    this.tenants = tenants;
  }

  /** Returns true if a provider is configured. Only its tokens are valid then. */
  public boolean used() {
    return config.enabled();
  }

  /**
   * Refuses an operation on built-in users if people sign in at the provider.
   *
   * @throws ProblemException if people sign in at the provider
   */
  void requireBuiltInUsers() {
    if (used()) {
      throw new ProblemException(
          ProblemType.NO_BUILT_IN_USERS.problem("Users are managed at the OpenID provider."));
    }
  }

  /**
   * Checks that the provider is reachable and has the configured issuer.
   *
   * @throws StartRefused if it is not, or if its configuration is incomplete
   */
  public void check() {
    if (!used()) {
      return;
    }
    String issuer = set(config.issuer(), "ISSUER", "the URL of the OpenID provider");
    String _ = set(config.audience(), "AUDIENCE", "the audience of its tokens");
    if (groups().values().stream().allMatch(List::isEmpty)) {
      throw new StartRefused(
          "No group has a role, so no user could do anything: set SLUICE_OIDC_ROLES_VIEWER,"
              + " …_AGENT, …_OPERATOR, …_DEPLOYER or …_PLATFORM_ADMIN to names of groups.");
    }
    String refusal = refusal(issuer, discovered());
    if (refusal != null) {
      throw new StartRefused("SLUICE_OIDC_ISSUER is " + issuer + ": " + refusal);
    }
  }

  private static String set(Optional<String> value, String name, String means) {
    return value
        .filter(text -> !text.isBlank())
        .orElseThrow(
            () ->
                new StartRefused(
                    "SLUICE_OIDC_ENABLED is true, and SLUICE_OIDC_"
                        + name
                        + " is not set: it must be "
                        + means
                        + "."));
  }

  /** Returns the issuer in the discovery document, or null if the provider gave no answer. */
  private @Nullable String discovered() {
    var metadata = tenants.getDefaultTenant().getOidcMetadata();
    return metadata == null ? null : metadata.get(OidcConfigurationMetadata.ISSUER);
  }

  /** Returns the address of the user info endpoint, or null if there is none. */
  @Nullable URI userInfo() {
    var metadata = tenants.getDefaultTenant().getOidcMetadata();
    String endpoint = metadata == null ? null : metadata.getUserInfoUri();
    return endpoint != null && WEB.matcher(endpoint).matches() ? URI.create(endpoint) : null;
  }

  /** Returns the reason why the service must not start with this provider, or null. */
  static @Nullable String refusal(String issuer, @Nullable String discovered) {
    if (discovered == null) {
      return "no OpenID provider answers there with /.well-known/openid-configuration.";
    }
    return discovered.equals(issuer)
        ? null
        : "its provider has the issuer " + discovered + ", so its tokens would be refused.";
  }

  ProviderClaims claims() {
    return new ProviderClaims(config.rolesClaim(), config.organizationsClaim(), groups());
  }

  private Map<Role, List<String>> groups() {
    return Map.of(
        Role.VIEWER, config.rolesViewer().orElse(List.of()),
        Role.AGENT, config.rolesAgent().orElse(List.of()),
        Role.OPERATOR, config.rolesOperator().orElse(List.of()),
        Role.DEPLOYER, config.rolesDeployer().orElse(List.of()),
        Role.PLATFORM_ADMIN, config.rolesPlatformAdmin().orElse(List.of()));
  }

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

    Optional<List<String>> rolesAgent();

    Optional<List<String>> rolesOperator();

    Optional<List<String>> rolesDeployer();

    Optional<List<String>> rolesPlatformAdmin();
  }
}
