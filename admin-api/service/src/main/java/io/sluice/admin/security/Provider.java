package io.sluice.admin.security;

import io.quarkus.oidc.OidcConfigurationMetadata;
import io.quarkus.oidc.runtime.TenantConfigBean;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The OpenID provider, if people sign in at one. */
@Singleton
public final class Provider {

  /** Of what the provider's own document says only this is followed. */
  private static final Pattern WEB = Pattern.compile("https?://[A-Za-z0-9._~:/\\[\\]%?=&+-]+");

  private final ProviderConfig config;
  private final TenantConfigBean tenants;

  Provider(ProviderConfig config, TenantConfigBean tenants) {
    this.config = config;
    this.tenants = tenants;
  }

  /** Whether only its tokens count. */
  public boolean used() {
    return config.enabled();
  }

  /**
   * Looks whether it is there and is who it should be.
   *
   * @throws StartRefused when not, or when its settings are not complete
   */
  public void check() {
    if (!used()) {
      return;
    }
    String issuer = set(config.issuer(), "ISSUER", "the URL of the OpenID provider");
    String _ = set(config.audience(), "AUDIENCE", "what its tokens name as their audience");
    if (groups().values().stream().allMatch(List::isEmpty)) {
      throw new StartRefused(
          "No group gives a role, so nobody could do anything: set SLUICE_OIDC_ROLES_VIEWER,"
              + " …_OPERATOR, …_DEPLOYER or …_PLATFORM_ADMIN to names of groups.");
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

  /** What its own document says, not what the settings do; null when it gave no answer. */
  private @Nullable String discovered() {
    var metadata = tenants.getDefaultTenant().getOidcMetadata();
    return metadata == null ? null : metadata.get(OidcConfigurationMetadata.ISSUER);
  }

  /** Where it tells who holds a token; null when it does not. */
  @Nullable URI userInfo() {
    var metadata = tenants.getDefaultTenant().getOidcMetadata();
    String told = metadata == null ? null : metadata.getUserInfoUri();
    return told != null && WEB.matcher(told).matches() ? URI.create(told) : null;
  }

  /** Why the service must not start with this provider, or null when it may. */
  static @Nullable String refusal(String issuer, @Nullable String discovered) {
    if (discovered == null) {
      return "no OpenID provider answers there with /.well-known/openid-configuration.";
    }
    return discovered.equals(issuer)
        ? null
        : "the provider there calls itself " + discovered + ", and its tokens would be refused.";
  }

  ProviderClaims claims() {
    return new ProviderClaims(config.rolesClaim(), config.organizationsClaim(), groups());
  }

  private Map<Role, List<String>> groups() {
    return Map.of(
        Role.VIEWER, config.rolesViewer().orElse(List.of()),
        Role.OPERATOR, config.rolesOperator().orElse(List.of()),
        Role.DEPLOYER, config.rolesDeployer().orElse(List.of()),
        Role.PLATFORM_ADMIN, config.rolesPlatformAdmin().orElse(List.of()));
  }
}
