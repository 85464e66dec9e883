package io.sluice.diagnostics.session;

import io.quarkus.runtime.StartupEvent;
import io.sluice.diagnostics.InvalidConfiguration;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/**
 * Refuses to start if everybody could set the headers of a proxy: they decide the address in the
 * audit, and with an OpenID provider where a browser goes after signing in.
 */
@Singleton
class ProxyCheck {

  private static final String FORWARDING = "quarkus.http.proxy.proxy-address-forwarding";
  private static final String TRUSTED = "quarkus.http.proxy.trusted-proxies";

  void check(@Observes StartupEvent event, Config config) {
    check(config);
  }

  static void check(Config config) {
    boolean forwarding = config.getOptionalValue(FORWARDING, Boolean.class).orElse(false);
    if (forwarding && config.getOptionalValue(TRUSTED, String.class).isEmpty()) {
      throw new InvalidConfiguration(
          "QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING is true and"
              + " QUARKUS_HTTP_PROXY_TRUSTED_PROXIES is not set: everybody could then name an address"
              + " and a host. Set it to the addresses or networks of the proxies.");
    }
  }
}
