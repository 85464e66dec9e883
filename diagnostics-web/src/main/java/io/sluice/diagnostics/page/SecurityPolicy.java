package io.sluice.diagnostics.page;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.sluice.diagnostics.session.ProviderOrigins;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Sends the Content-Security-Policy: no inline script or style, no foreign origin, no framing;
 * forms lead to this application, and to the OpenID provider if there is one (docs/security.md).
 * Runs on the event loop.
 */
@Singleton
class SecurityPolicy {

  private static final int BEFORE_ALL = 1_000;

  private final ProviderOrigins provider;

  SecurityPolicy(ProviderOrigins provider) {
    this.provider = provider;
  }

  void register(@Observes Filters filters) {
    filters.register(
        routing -> {
          routing.response().putHeader("Content-Security-Policy", header(provider.now()));
          routing.next();
        },
        BEFORE_ALL);
  }

  /** The header's value. */
  static String header(List<String> formTargets) {
    String forms = formTargets.isEmpty() ? "" : " " + String.join(" ", formTargets);
    return "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        + " connect-src 'self'; form-action 'self'"
        + forms
        + "; frame-ancestors 'none'; object-src 'none'; base-uri 'none'";
  }
}
