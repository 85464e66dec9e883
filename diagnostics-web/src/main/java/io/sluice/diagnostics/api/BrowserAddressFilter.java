package io.sluice.diagnostics.api;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;

/**
 * Sends the browser's address to admin-api, for its audit and its limits on failed sign-ins. It
 * counts only where admin-api trusts this service as a proxy.
 */
@ApplicationScoped
public class BrowserAddressFilter implements ClientRequestFilter {

  private final CurrentVertxRequest current;

  BrowserAddressFilter(CurrentVertxRequest current) {
    this.current = current;
  }

  @Override
  public void filter(ClientRequestContext request) {
    RoutingContext routing =
        Arc.container().requestContext().isActive() ? current.getCurrent() : null;
    if (routing != null && routing.request().remoteAddress() != null) {
      String address = routing.request().remoteAddress().hostAddress();
      if (address != null) {
        request.getHeaders().putSingle("X-Forwarded-For", address);
      }
    }
  }
}
