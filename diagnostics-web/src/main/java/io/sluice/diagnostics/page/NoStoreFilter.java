package io.sluice.diagnostics.page;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Forbids browsers and proxies to store pages; assets are cached. */
class NoStoreFilter {

  @ServerResponseFilter
  public void filter(ContainerResponseContext answer) {
    answer.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
