package io.sluice.diagnostics.session;

import io.quarkus.oidc.OidcConfigurationMetadata;
import io.quarkus.oidc.runtime.TenantConfigBean;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The origins to which a form may lead because the browser is redirected to the OpenID provider:
 * when a sign-in has expired, and at sign-out. None without a provider. Never waits.
 */
@Singleton
public final class ProviderOrigins {

  private final OpenIdConfig config;
  private final TenantConfigBean tenants;
  private volatile Known known = new Known(null, List.of());

  /** The origins of one discovery, because every answer of the page asks for them. */
  private record Known(@Nullable OidcConfigurationMetadata discovered, List<String> origins) {}

  ProviderOrigins(OpenIdConfig config, TenantConfigBean tenants) {
    this.config = config;
    this.tenants = tenants;
  }

  /** The origins as they are known now: those of the provider's endpoints after its discovery. */
  public List<String> now() {
    if (!config.enabled()) {
      return List.of();
    }
    OidcConfigurationMetadata discovered = tenants.getDefaultTenant().getOidcMetadata();
    if (discovered == null) {
      return of(config.issuer().orElse(null));
    }
    Known latest = known;
    if (!discovered.equals(latest.discovered())) {
      latest = new Known(discovered, origins(discovered));
      known = latest;
    }
    return latest.origins();
  }

  private List<String> origins(OidcConfigurationMetadata discovered) {
    return of(
        config.issuer().orElse(null),
        discovered.getAuthorizationUri(),
        discovered.getEndSessionUri());
  }

  /**
   * The origins of addresses, each once; without those that are no web address, because a provider
   * must not add directives to a header.
   */
  static List<String> of(@Nullable String... addresses) {
    return Stream.of(addresses)
        .filter(Objects::nonNull)
        .flatMap(address -> origin(address).stream())
        .distinct()
        .toList();
  }

  private static Optional<String> origin(String address) {
    try {
      URI uri = new URI(address);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      return uri.getHost() == null || !scheme.matches("https?")
          ? Optional.empty()
          : Optional.of(
              scheme + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()));
    } catch (URISyntaxException foreign) {
      return Optional.empty();
    }
  }
}
