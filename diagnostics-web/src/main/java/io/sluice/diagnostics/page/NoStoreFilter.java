package io.sluice.diagnostics.page;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** No browser or proxy keeps what one person was shown; assets are no part of this. */
class NoStoreFilter {

  @ServerResponseFilter
  public void filter(ContainerResponseContext answer) {
    answer.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
