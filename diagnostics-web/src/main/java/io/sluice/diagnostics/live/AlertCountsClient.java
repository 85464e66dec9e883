package io.sluice.diagnostics.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.rest.client.reactive.jackson.ClientObjectMapper;
import io.sluice.api.BlacklistEntry;
import io.sluice.api.NotificationPage;
import io.sluice.api.Page;
import io.sluice.diagnostics.api.ApiJson;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * REST client for the two lists of admin-api whose length the status bar shows and which the stream
 * does not carry. Uses this instance's own token, like the stream: every role may read these lists.
 */
@RegisterRestClient(configKey = "admin-api")
@Path("/api/platform")
interface AlertCountsClient {

  @GET
  @Path("blacklist")
  Page<BlacklistEntry> blacklist(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @QueryParam("limit") int limit);

  @GET
  @Path("notifications")
  NotificationPage notifications(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer,
      @QueryParam("unread") boolean unread,
      @QueryParam("limit") int limit);

  @ClientObjectMapper
  static ObjectMapper json(ObjectMapper usual) {
    return ApiJson.of(usual);
  }
}
